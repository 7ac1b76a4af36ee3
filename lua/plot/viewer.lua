--- Opening a picture in the system's own viewer.
-- Requires gradus.sys where it is there. Starts one other program and does not wait for it.

local M = {}

--- How commands are run; tests put something else here. Returns true where the command succeeded.
function M.run(command) return (os.execute(command)) end

--- The environment; tests put something else here.
M.getenv = os.getenv

local function quoted(s) return "'" .. s:gsub("'", "'\\''") .. "'" end

-- The program that opens any file with the one made for it.
local function find_opener()
  for _, name in ipairs {"xdg-open", "wslview", "open"} do
    if M.run(("command -v %s >/dev/null 2>&1"):format(name)) then return name end
  end
end

-- Without a screen xdg-open would start a browser in the terminal, on top of ours.
local function has_screen(opener)
  return opener ~= "xdg-open" or M.getenv "DISPLAY" ~= nil or M.getenv "WAYLAND_DISPLAY" ~= nil
end

local count = 0

--- A fresh path for a picture that lives as long as the system keeps its temporary files.
function M.path(ending)
  count = count + 1
  local has_sys, sys = pcall(require, "gradus.sys")
  local id = has_sys and sys.pid() or os.time()
  return ("%s/gradus-figure-%d-%d.%s"):format(M.getenv "TMPDIR" or "/tmp", id, count, ending)
end

--- Open a file. Returns true, or nil and why.
function M.open(path)
  local opener = find_opener()
  if not opener then return nil, "no program was found that opens pictures (xdg-open, open)" end
  if not has_screen(opener) then return nil, "there is no screen to open a picture on" end
  M.run(("%s %s >/dev/null 2>&1 &"):format(opener, quoted(path)))
  return true
end

return M
