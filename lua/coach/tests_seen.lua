--- Which settings each test set has scored, in this session and, at the prompt, in earlier ones.
-- Requires sys. A test set is known by the print of its rows, a setting by a text. At the prompt
-- the pairs are appended to the file test-looks in the state folder; scripts keep none, as they are
-- run again and again while they are written.

local sys = require "gradus.sys"

local M = {}

--- The folder that keeps the file, or nil: nothing is kept. Set by whoever runs the program.
M.folder = nil

local seen = {} -- print -> {setting = "now" or "earlier", …}
local has_read = false

local function path() return M.folder and M.folder .. "/test-looks" end

local function add(rows, setting, when)
  seen[rows] = seen[rows] or {}
  if seen[rows][setting] then return false end
  seen[rows][setting] = when
  return true
end

local function read_earlier()
  has_read = true
  local file = path() and io.open(path(), "r")
  if not file then return end
  for line in file:lines() do
    local rows, setting = line:match("^(%x+) (%x+)$")
    if rows then add(rows, setting, "earlier") end
  end
  file:close()
end

-- Settings are long texts; a short number tells them apart.
local function digest(text)
  local h = 5381
  for i = 1, #text do h = (h * 33 + text:byte(i)) & 0xffffffffffff end
  return ("%x"):format(h)
end

local function keep(rows, setting)
  if path() and sys.mkdirs(M.folder) then sys.append(path(), rows .. " " .. setting .. "\n") end
end

--- The rows with this print have scored a network with these settings. Returns how many different
-- settings they have scored, and how many of those in earlier sessions.
function M.note(print_of_rows, setting)
  if not has_read then read_earlier() end
  local rows, short = ("%x"):format(print_of_rows), digest(setting)
  if add(rows, short, "now") then keep(rows, short) end
  local count, earlier = 0, 0
  for _, when in pairs(seen[rows]) do
    count = count + 1
    if when == "earlier" then earlier = earlier + 1 end
  end
  return count, earlier
end

--- Forget this session's looks; those on disk will be read again.
function M.forget() seen, has_read = {}, false end

return M
