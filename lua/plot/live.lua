--- A picture of a run that is drawn again and again in the same place while the run goes on.
-- Requires events, figure, kinds, screen and term; gradus.sys for the clock. `fit` opens it, tells
-- it of each epoch and closes it; the last frame stays on the screen and scrolls away with it.
--
-- The cursor waits in the line below the picture, which belongs to the progress line of fit. Only
-- lines that have changed are written. Drawing takes at most a twentieth of the time: after each
-- frame the next one waits nineteen times as long as this one took, and at least a fifteenth of a
-- second.

local events = require "gradus.events"
local figure = require "gradus.plot.figure"
local screen = require "gradus.plot.screen"
local sys = require "gradus.sys"
local terminal = require "gradus.term"

local M = {}

--- Where frames go; tests put something else here.
M.out = io.stdout

--- The clock, in seconds; tests put something else here.
M.now = sys.now

local INTERVAL, REST = 1 / 15, 19
local FIRST = 0.25 -- shorter runs are drawn once, at their end: they have no time to spare

local Live = {}
Live.__index = Live

--- Begin a live picture of a history; nil where nothing can be redrawn: no terminal, plain mode, or
-- a function of the learner's own that may write in between.
function M.open(h)
  local is_still = terminal.plain() or not terminal.is_tty() or os.getenv "TERM" == "dumb"
  if is_still or h.options and h.options.on_epoch then return nil end
  return setmetatable({lines = {}, next_at = M.now() + FIRST}, Live)
end

local function history_figure(h)
  return figure.new("history", require("gradus.plot.kinds").history.build(h))
end

local function lines_of(text)
  local out = {}
  for line in (text .. "\n"):gmatch("(.-)\n") do out[#out + 1] = line end
  return out
end

local function move(rows)
  if rows == 0 then return "" end
  return rows > 0 and ("\27[%dB"):format(rows) or ("\27[%dA"):format(-rows)
end

-- Rows that lines take on a screen of `columns`, where the terminal has wrapped them anew.
local function wrapped_rows(lines, columns)
  local rows = 0
  for _, line in ipairs(lines) do
    rows = rows + math.max(1, math.ceil(terminal.columns(line) / columns))
  end
  return rows
end

-- The first frame, and each one after a change of the window's size: what is there of the old
-- one is wiped away, as far as one can know where the terminal has put it.
function Live:write_all(lines, columns)
  local up = wrapped_rows(self.lines, columns)
  M.out:write(move(-up), "\r\27[J", table.concat(lines, "\n"), "\n")
end

-- Writes the lines that differ; the cursor ends where it began, below the last.
function Live:write_changes(lines)
  local out, row, below = {}, #lines + 1, #lines + 1
  for i, line in ipairs(lines) do
    if line ~= self.lines[i] then
      out[#out + 1] = move(i - row) .. "\r" .. line .. "\27[K"
      row = i
    end
  end
  if out[1] then M.out:write(table.concat(out), move(below - row), "\r") end
end

-- Draws one frame. most_x: the epoch at which the axis ends, or nil for the last one.
function Live:frame(h, most_x)
  local fig, size = history_figure(h), screen.current()
  fig.most_x = most_x
  local lines, columns = lines_of(fig:text(size)), terminal.width()
  local is_same_place = #lines == #self.lines and columns == self.columns
    and terminal.height() == self.height
  if is_same_place then self:write_changes(lines) else self:write_all(lines, columns) end
  M.out:flush()
  self.lines, self.columns, self.height = lines, columns, terminal.height()
  return fig
end

-- How many epochs the run is to have: the axis has room for them from the start.
local function planned(h)
  local epochs = type(h.config) == "table" and h.config.epochs
  return type(epochs) == "number" and epochs or nil
end

--- Draw the run as it stands, if it is time.
function Live:update(h)
  local now = M.now()
  if now < self.next_at then return end
  self:frame(h, planned(h))
  local done = M.now()
  self.next_at = done + math.max(INTERVAL, REST * (done - now))
end

--- Draw the last frame and leave it there.
function Live:close(h)
  if h.epochs == 0 then return end
  local fig
  if #self.lines > 0 then fig = self:frame(h)
  else
    fig = history_figure(h)
    fig:draw()
  end
  events.emit("plot", fig)
end

return M
