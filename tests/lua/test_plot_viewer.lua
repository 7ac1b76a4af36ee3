-- lua/plot/viewer.lua and fig:open(): the system's viewer, pretended.

local T = require "gradus_test"
local figure = require "gradus.plot.figure"
local kinds = require "gradus.plot.kinds"
local viewer = require "gradus.plot.viewer"

local fig = figure.new("curve", kinds.curve.build({1, 2, 3}))

-- A system with some programs and an environment; returns the commands that were run.
local function on_system(programs, environment, fn)
  local run, getenv, calls = viewer.run, viewer.getenv, {}
  viewer.run = function(command)
    local asked = command:match("^command %-v (%S+)")
    if asked then return programs[asked] end
    calls[#calls + 1] = command
    return true
  end
  viewer.getenv = function(name) return environment[name] end
  local ok, why = pcall(fn, calls)
  viewer.run, viewer.getenv = run, getenv
  if not ok then error(why, 0) end
end

local folder = os.getenv "HOME"

T.test("a figure is written to a file and handed to the viewer", function()
  on_system({["xdg-open"] = true}, {DISPLAY = ":0", TMPDIR = folder}, function(calls)
    T.eq({fig:open()}, {true})
    T.eq(#calls, 1)
    local path = calls[1]:match("^xdg%-open '(.-)' >/dev/null 2>&1 &$")
    T.ok(path and path:find("%.png$"), calls[1])
    local file = assert(io.open(path, "rb"))
    T.eq(file:read(4), "\x89PNG")
    file:close()
    os.remove(path)
  end)
end)

T.test("no screen or no viewer: nil and why, and no file is left", function()
  on_system({["xdg-open"] = true}, {TMPDIR = folder}, function(calls)
    local ok, why = fig:open()
    T.eq(ok, nil)
    T.eq(why, "there is no screen to open a picture on; fig:save(\"name.png\") writes it to a file")
    T.eq(#calls, 0)
  end)
  on_system({}, {DISPLAY = ":0", TMPDIR = folder}, function()
    local ok, why = fig:open()
    T.eq(ok, nil)
    T.ok(why:find("no program was found", 1, true), why)
  end)
  for _, name in ipairs(require("gradus.sys").listdir(folder)) do
    T.ok(not name:find("^gradus%-figure"), name)
  end
end)

T.test("a path with quotes stays one word", function()
  on_system({open = true}, {TMPDIR = folder}, function(calls)
    viewer.open("/tmp/it's here.png")
    T.eq(calls[1], "open '/tmp/it'\\''s here.png' >/dev/null 2>&1 &")
  end)
end)

T.finish()
