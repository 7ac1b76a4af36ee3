-- lua/plot/live.lua: a picture drawn again and again in its place, on a screen made of a table.

local T = require "gradus_test"
local events = require "gradus.events"
local figure = require "gradus.plot.figure"
local kinds = require "gradus.plot.kinds"
local live = require "gradus.plot.live"
local terminal = require "gradus.term"

-- ---- a terminal that understands what live writes ----------------------------------------------

local Screen = {}
Screen.__index = Screen

local function new_screen()
  return setmetatable({rows = {}, row = 1, column = 1, log = {}}, Screen)
end

function Screen:put(char)
  local line = self.rows[self.row] or {}
  self.rows[self.row] = line
  for i = #line + 1, self.column - 1 do line[i] = " " end
  line[self.column] = char
  self.column = self.column + 1
end

function Screen:control(n, command)
  n = tonumber(n) or 1
  if command == "A" then self.row = math.max(1, self.row - n)
  elseif command == "B" then self.row = self.row + n
  elseif command == "K" then
    local line = self.rows[self.row] or {}
    for i = #line, self.column, -1 do line[i] = nil end
  elseif command == "J" then
    self:control(nil, "K")
    for i = self.row + 1, #self.rows do self.rows[i] = nil end
  elseif command ~= "m" then error("unexpected control " .. command) end
end

function Screen:feed(text)
  local i = 1
  while i <= #text do
    local n, command, stop = text:match("^\27%[([%d;]*)(%a)()", i)
    if stop then
      self:control(n, command)
      i = stop
    else
      local char = text:match("^[\0-\x7F\xC2-\xF4][\x80-\xBF]*", i)
      if char == "\r" then self.column = 1
      elseif char == "\n" then self.row, self.column = self.row + 1, 1
      else self:put(char) end
      i = i + #char
    end
  end
end

function Screen:write(...)
  for _, text in ipairs {...} do
    self.log[#self.log + 1] = text
    self:feed(text)
  end
  return self
end

function Screen:flush() end

function Screen:lines()
  local out = {}
  for i = 1, #self.rows do out[i] = (table.concat(self.rows[i] or {}):gsub(" +$", "")) end
  while out[#out] == "" do out[#out] = nil end
  return out
end

-- ---- a run, and a clock ------------------------------------------------------------------------

local function history(options)
  return {train_loss = {}, val_loss = {}, lr = {}, epochs = 0, id = 1, options = options or {},
    config = {epochs = 400}}
end

local function grow(h, n)
  for e = #h.train_loss + 1, n do
    h.train_loss[e], h.val_loss[e] = math.exp(-e / 50), math.exp(-e / 40) + e / 500
    h.lr[e] = 0.1
  end
  h.epochs = n
end

local SIZE = {width = 70, height = 22, tty = true, color = false, unicode = true, plain = false}

-- Runs fn(screen, clock) with live writing to a screen of its own; clock.now is the time.
local function on_screen(fn)
  local screen, clock = new_screen(), {now = 0, per_look = 0}
  local out, now = live.out, live.now
  live.out = screen
  live.now = function()
    clock.now = clock.now + clock.per_look
    return clock.now
  end
  terminal.override(SIZE)
  local ok, why = pcall(fn, screen, clock)
  terminal.override {tty = false}
  live.out, live.now = out, now
  if not ok then error(why, 0) end
end

local function frames(screen)
  local n = 0
  for _, text in ipairs(screen.log) do
    if text == "\r" or text == "\r\27[J" then n = n + 1 end
  end
  return n
end

local function expected(h, most_x)
  local fig = figure.new("history", kinds.history.build(h))
  fig.most_x = most_x
  local out = {}
  for line in (fig:text() .. "\n"):gmatch("(.-)\n") do out[#out + 1] = line end
  return out
end

T.test("where nothing can be redrawn, there is no live picture", function()
  terminal.override {tty = false, plain = false}
  T.eq(live.open(history()), nil)
  terminal.override {tty = true, plain = true}
  T.eq(live.open(history()), nil)
  terminal.override {tty = true, plain = false}
  T.ok(live.open(history()))
  T.eq(live.open(history {on_epoch = print}), nil)
  terminal.override {tty = false}
end)

T.test("the screen shows the run as it is, frame after frame in the same place", function()
  on_screen(function(screen, clock)
    screen:feed("gradus> h = fit(…)\n")
    local h = history()
    local picture = live.open(h)
    for n = 10, 300, 10 do
      grow(h, n)
      clock.now = clock.now + 1
      picture:update(h)
      local lines = screen:lines()
      T.eq(table.remove(lines, 1), "gradus> h = fit(…)")
      T.eq(lines, expected(h, 400))
    end
    T.eq(screen.row, #screen:lines() + 1)
    T.eq(screen.column, 1)
  end)
end)

T.test("only lines that have changed are written", function()
  on_screen(function(screen, clock)
    local h = history()
    grow(h, 100)
    local picture = live.open(h)
    clock.now = 1
    picture:update(h)
    local before = #screen.log
    clock.now = 2
    picture:update(h)
    T.eq(#screen.log, before, "nothing has changed, but something was written")
    h.train_loss[50] = h.train_loss[50] + 0.2 -- a bump, seen in a few lines only
    clock.now = 3
    picture:update(h)
    local text = table.concat(screen.log, "", before + 1)
    local _, written = text:gsub("\27%[K", "")
    T.ok(written >= 1 and written < 10, written .. " lines written")
    T.eq(screen:lines(), expected(h, 400))
  end)
end)

T.test("at most fifteen frames a second", function()
  on_screen(function(screen, clock)
    local h = history()
    local picture = live.open(h)
    for n = 1, 1000 do
      grow(h, n)
      clock.now = n * 0.002
      picture:update(h)
    end
    T.ok(frames(screen) > 15 and frames(screen) <= 2 * 15, frames(screen) .. " frames in 2 s")
  end)
end)

T.test("drawing takes at most a twentieth of the time", function()
  on_screen(function(screen, clock)
    local h = history()
    local picture = live.open(h)
    clock.per_look = 0.05 -- each look at the clock finds it that much later: drawing is slow here
    local drawing = 0
    for n = 1, 2000 do
      grow(h, n)
      clock.now = clock.now + 0.01
      local count = #screen.log
      picture:update(h)
      if #screen.log > count then drawing = drawing + 0.05 end
    end
    T.ok(drawing > 0 and drawing <= 0.05 * clock.now, ("%g of %g s"):format(drawing, clock.now))
  end)
end)

T.test("a run shorter than a quarter of a second is drawn once, at its end", function()
  on_screen(function(screen, clock)
    local h = history()
    local picture = live.open(h)
    for n = 1, 20 do
      grow(h, n)
      clock.now = n * 0.01
      picture:update(h)
    end
    T.eq(#screen.log, 0)
  end)
end)

T.test("a window of another size gets a whole new frame", function()
  on_screen(function(screen, clock)
    local h = history()
    grow(h, 50)
    local picture = live.open(h)
    clock.now = 1
    picture:update(h)
    for i, width in ipairs {90, 40, 60} do
      terminal.override {width = width, height = 20, tty = true, color = false, unicode = true,
        plain = false}
      clock.now = i + 1
      picture:update(h)
      local lines, wanted = screen:lines(), expected(h, 400)
      T.eq(table.move(lines, #lines - #wanted + 1, #lines, 1, {}), wanted)
    end
  end)
end)

T.test("the last frame ends where the run ended, stays, and is announced once", function()
  on_screen(function(screen, clock)
    local h, seen = history(), {}
    grow(h, 50)
    local picture = live.open(h)
    clock.now = 1
    picture:update(h)
    grow(h, 80)
    local handle = events.on("plot", function(fig) seen[#seen + 1] = fig end)
    picture:close(h)
    events.off(handle)
    T.eq(screen:lines(), expected(h))
    T.eq(#seen, 1)
    T.ok(seen[1]:describe():find("^train falls"))
  end)
end)

T.finish()
