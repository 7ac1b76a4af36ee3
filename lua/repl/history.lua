--- The history of what was typed: one entry per statement, on disk at once.
-- Requires gradus.sys and gradus.line. An entry is one line of the file, with `\n` for a line break
-- and `\\` for a backslash; it is appended in one write, so that a killed session loses nothing and
-- two sessions may share the file.

local line = require "gradus.line"
local sys = require "gradus.sys"

local M = {}

local keep = 2000 -- entries brought back into a new session
local roomy = 4 * keep -- a file longer than this is shortened to `keep` at the start

local path, last

--- The folder for what the program remembers: $XDG_STATE_HOME/gradus, or ~/.local/state/gradus.
function M.folder()
  local state = os.getenv("XDG_STATE_HOME")
  if state and state:sub(1, 1) == "/" then return state .. "/gradus" end
  local home = sys.home()
  return home and home .. "/.local/state/gradus"
end

function M.encode(text)
  return (text:gsub("[\\\n]", {["\\"] = "\\\\", ["\n"] = "\\n"}))
end

function M.decode(entry)
  return (entry:gsub("\\(.)", {["\\"] = "\\", n = "\n"}))
end

local function read_entries(file)
  local entries = {}
  for entry in file:lines() do
    if entry ~= "" then entries[#entries + 1] = entry end
  end
  file:close()
  return entries
end

local function newest(entries)
  return table.move(entries, math.max(1, #entries - keep + 1), #entries, 1, {})
end

--- Load the history of earlier sessions. Returns true, or nil and why it cannot be kept.
function M.load()
  local folder = M.folder()
  if not folder then return nil, "there is no home folder" end
  local made, why = sys.mkdirs(folder)
  if not made then return nil, why end
  path = folder .. "/history"
  local file = io.open(path, "r")
  local entries = file and read_entries(file) or {}
  if #entries > roomy then sys.replace(path, table.concat(newest(entries), "\n") .. "\n") end
  for _, entry in ipairs(newest(entries)) do line.add_history(M.decode(entry)) end
  last = entries[1] and M.decode(entries[#entries])
  return sys.append(path, "", false)
end

--- Remember one statement (any number of lines). A repetition of the last one is not kept twice.
function M.add(text)
  text = text:gsub("%s+$", "")
  if text == "" or text == last then return end
  last = text
  line.add_history(text)
  if path then sys.append(path, M.encode(text) .. "\n", false) end
end

return M
