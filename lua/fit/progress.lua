--- What a run shows while it works: one updating line on a terminal, a line per tenth elsewhere.
-- Requires loops, term, sys and words. Shows nothing where verbose is off or inside an experiment
-- of many runs (see `quietly`). Plain mode (screen readers) gets lines, never a redrawn one.

local loops = require "gradus.loops"
local sys = require "gradus.sys"
local term = require "gradus.term"
local words = require "gradus.words"

local M = {}

--- Where lines go; tests put something else here.
M.out = io.stdout

local INTERVAL = 1 / 15 -- seconds between two looks at the same line: as fast as an eye can follow
local WIDTH = 76 -- never wider; on narrower screens the less important parts are left out

local Progress = {}
Progress.__index = Progress

local Silent = {look_at = math.huge}
Silent.__index = Silent
function Silent.remark() end
function Silent.batch() return math.huge end
function Silent.epoch() end
function Silent.clear() end
function Silent.finish() end

local quiet = 0

--- Run fn(...) without any progress lines: for experiments that train many networks.
function M.quietly(fn, ...)
  quiet = quiet + 1
  local results = table.pack(pcall(loops.unnoted, fn, ...))
  quiet = quiet - 1
  if not results[1] then error(results[2], 0) end
  return table.unpack(results, 2, results.n)
end

--- Are we inside of `quietly`?
function M.is_quiet() return quiet > 0 end

--- Open the display of a run. h: its history; epochs, batches: how much there is to do.
function M.open(h, epochs, batches, verbose)
  if not verbose or quiet > 0 then return setmetatable({}, Silent) end
  local now = sys.now()
  return setmetatable({h = h, epochs = epochs, batches = batches, started = now, shown = now,
    redraws = term.is_tty() and not term.plain(), on_line = false, tenth = 0, look_at = 1},
    Progress)
end

-- The parts that fit one line. Each has a rank: those of a high number go first where room is
-- short; what stays keeps its order.
local function fitted(parts)
  local room = math.min(WIDTH, term.width() - 1)
  while true do
    local texts, worst = {}, 1
    for i, part in ipairs(parts) do
      texts[i] = part.text
      if part.rank > parts[worst].rank then worst = i end
    end
    local line = table.concat(texts, "  ")
    if term.columns(line) <= room or #parts == 1 then return line end
    table.remove(parts, worst)
  end
end

local function speed(x) return x >= 1e4 and ("%.0fk"):format(x / 1000) or words.num(x) end

-- Speed of the updates, and how long the rest will take at that speed.
local function pace(self, done)
  local spent = sys.now() - self.started
  local total = self.epochs * self.batches
  if done == 0 or spent <= 0 then return nil, nil end
  local rate = done / spent
  local per_second = rate / self.batches >= 1 and ("%s epochs/s"):format(speed(rate / self.batches))
    or ("%s batches/s"):format(speed(rate))
  return per_second, "ETA " .. words.seconds((total - done) / rate)
end

local function line_of(self, epoch, batch)
  local h, parts = self.h, {}
  local function add(text, rank)
    if text then parts[#parts + 1] = {text = text, rank = rank} end
  end
  local function number(name, value, rank) add(value and name .. " " .. words.num(value), rank) end
  local first = h.epochs == 0 and (" batch %d/%d"):format(batch, self.batches) or ""
  add(("epoch %d/%d%s"):format(epoch, self.epochs, first), 1)
  number("train", h:last "train_loss", 2)
  number("val", h:last "val_loss", 3)
  number("acc", h:last "val_accuracy" or h:last "train_accuracy", 5)
  local rate, eta = pace(self, (epoch - 1) * self.batches + batch)
  add(rate, 6)
  add(eta, 4)
  return fitted(parts)
end

local function redraw(self, text)
  M.out:write("\r", text, "\27[K")
  M.out:flush()
  self.on_line, self.shown = true, sys.now()
end

local function write_line(self, text)
  self:clear()
  M.out:write(text, "\n")
  M.out:flush()
end

--- A sentence for the learner, on a line of its own.
function Progress:remark(text)
  for _, line in ipairs(term.wrap(words.plain(text))) do write_line(self, line) end
end

--- After batch number `batch` of `epoch`. Returns at which batch to come again: the clock is looked
-- at about twice per redraw, not at each of the thousands of updates in between.
function Progress:batch(epoch, batch)
  local now = sys.now()
  local done = (epoch - 1) * self.batches + batch
  if self.redraws and now - self.shown >= INTERVAL then
    redraw(self, line_of(self, epoch, batch))
  end
  local pause = math.floor(done / math.max(now - self.started, 1e-4) * INTERVAL / 2)
  return batch + math.max(1, pause)
end

--- After an epoch.
function Progress:epoch(epoch)
  if self.redraws then
    if sys.now() - self.shown >= INTERVAL then redraw(self, line_of(self, epoch, self.batches)) end
    return
  end
  local tenth = epoch * 10 // self.epochs
  if tenth > self.tenth then
    self.tenth = tenth
    write_line(self, line_of(self, epoch, self.batches))
  end
end

--- Take the updating line away, so that other output has the place.
function Progress:clear()
  if self.on_line then M.out:write("\r\27[K") end
  self.on_line = false
end

--- The last word: what became of the run. Returns true (nothing where nothing is shown).
function Progress:finish(text)
  self:clear()
  for _, line in ipairs(words.fold(text, math.min(term.width(), 100) - 1)) do
    M.out:write(words.plain(line), "\n")
  end
  M.out:flush()
  return true
end

return M
