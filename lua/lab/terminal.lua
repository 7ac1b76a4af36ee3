--- The lab's hold on the terminal: a screen of its own, single keys, and only changed lines are
-- written. Requires gradus.sys and term.

local sys = require "gradus.sys"
local term = require "gradus.term"

local M = {}

--- Where keys come from; tests put something else here.
M.raw, M.key = sys.raw, sys.key

--- Where the screen is written, or nil for the terminal itself: what passes over it is no output of
-- the session, which keeps what standard output gets.
M.out = nil

local NAMES = {["\27[A"] = "up", ["\27[B"] = "down", ["\27[C"] = "right", ["\27[D"] = "left",
  ["\27OA"] = "up", ["\27OB"] = "down", ["\27OC"] = "right", ["\27OD"] = "left", ["\t"] = "tab",
  [" "] = "space", ["\3"] = "q", ["\4"] = "q", ["\r"] = "space", k = "up", j = "down",
  l = "right", h = "left"}

--- The keys in what was typed, by name: "up", "space", "q", or the letter itself.
function M.names(bytes)
  local out = {}
  while bytes ~= "" do
    local arrow = bytes:match("^\27[%[O]%a")
    local one = arrow or bytes:sub(1, 1)
    out[#out + 1] = NAMES[one] or one
    bytes = bytes:sub(#one + 1)
  end
  return out
end

--- Is there a terminal that can be drawn upon and asked for keys?
function M.is_there()
  return term.is_tty() and sys.isatty(0) and not term.plain() and os.getenv "TERM" ~= "dumb"
end

local Screen = {}
Screen.__index = Screen

--- Take the terminal. Returns the screen; or nil and why.
function M.open()
  local done, why = M.raw(true)
  if not done then return nil, why end
  local out = M.out or io.open("/dev/tty", "w") or io.stdout
  out:write("\27[?1049h\27[?25l\27[2J")
  out:flush()
  return setmetatable({lines = {}, out = out}, Screen)
end

--- Give it back as it was. Where the terminal has no second screen, it is empty at least.
function Screen:close()
  self.out:write("\27[2J\27[H\27[?25h\27[?1049l")
  self.out:flush()
  M.raw(false)
end

--- Show lines; the terminal is asked to show them at once (2026), and gets what has changed.
function Screen:draw(lines)
  local size = term.width() .. "x" .. term.height()
  if size ~= self.size then
    self.size, self.lines = size, {}
    self.out:write("\27[2J")
  end
  local out = {}
  for i = 1, math.max(#lines, #self.lines) do
    local line = lines[i] or ""
    if line ~= self.lines[i] then out[#out + 1] = ("\27[%d;1H%s\27[K"):format(i, line) end
  end
  self.lines = lines
  if not out[1] then return end
  self.out:write("\27[?2026h", table.concat(out), "\27[?2026l")
  self.out:flush()
end

--- The keys that were pressed within some seconds, by name; "q" where none can come any more.
function Screen:keys(seconds)
  local bytes, why = M.key(seconds)
  if why then return {"q"} end
  return M.names(bytes or "")
end

return M
