-- lua/plot/init.lua, figure.lua and screen.lua: what a learner types, and what then appears where.

local T = require "gradus_test"
local events = require "gradus.events"
local figure = require "gradus.plot.figure"
local kinds = require "gradus.plot.kinds"
local terminal = require "gradus.term"
local plot = require "gradus.plot"

local PROGRAM = os.getenv "GRADUS_BIN" or "build/gradus"

-- What the program prints for a line of code, in a pipe, under some environment.
local function printed(code, environment)
  local pipe = io.popen(("env %s '%s' -e '%s' 2>&1"):format(environment or "", PROGRAM, code))
  local out = pipe:read "a"
  pipe:close()
  return out
end

local function lines_of(s)
  local out = {}
  for line in s:gmatch "([^\n]*)\n" do out[#out + 1] = line end
  return out
end

-- Builds a figure without drawing it.
local function figure_of(kind, ...) return figure.new(kind, kinds[kind].build(...)) end

local function on_screen(facts, check)
  terminal.override(facts)
  local done, why = pcall(check)
  terminal.override(nil)
  if not done then error(why, 0) end
end

T.test("in a pipe: the picture, at most 80 columns wide, and the sentence below it", function()
  local lines = lines_of(printed "plot.curve({1, 2, 3}, {3, 1, 2}) print(1)")
  T.eq(lines[#lines], "1")
  T.eq(lines[#lines - 1], "y falls 3 to 1 at x = 2, then rises to 2")
  T.ok(#lines > 12)
  for _, line in ipairs(lines) do
    T.ok(utf8.len(line) <= 80, "too wide: " .. line)
    T.ok(not line:find("\27", 1, true), "an escape sequence in a pipe")
  end
end)

T.test("in plain mode: the sentence alone", function()
  T.eq(printed("fig = plot.curve({1, 2, 3}, {3, 1, 2})", "GRADUS_PLAIN=1"),
    "y falls 3 to 1 at x = 2, then rises to 2\n")
end)

T.test("without a UTF-8 locale, or on a dumb terminal: ASCII", function()
  local code = 'plot.curve({1, 2, 3}, {3, 1, 2}, {title="Lernrate größer"})'
  for _, environment in ipairs {"LC_ALL=C", "TERM=dumb"} do
    local out = printed(code, environment)
    T.ok(not out:find("[\x80-\xFF]"), environment .. " shows more than ASCII")
    T.ok(out:find("*", 1, true) and out:find("+--", 1, true))
  end
end)

T.test("colours where they are forced, none with NO_COLOR", function()
  local code = "plot.curve({1, 2}, {1, 2})"
  T.ok(printed(code, "CLICOLOR_FORCE=1"):find("\27[38;5;33m", 1, true))
  T.ok(not printed(code, "CLICOLOR_FORCE=1 NO_COLOR=1"):find("\27", 1, true))
end)

T.test("a figure prints as its name, not as the picture again", function()
  local fig = figure_of("curve", {1, 2, 3})
  T.eq(tostring(fig), "figure: curve, y over 3 points")
  local _, count = printed("fig = plot.curve({1, 2, 3}) print(fig)"):gsub("position\n", "")
  T.eq(count, 1)
end)

T.test("plot(x) draws what x is", function()
  local h = "{train_loss={3,2,1},val_loss={3,2,2.5},epochs=3}"
  local cases = {[h] = "figure: curve, train and val loss", ["{1,2,3}"] = "figure: curve, y",
    ["{x={{1,2},{3,4}},y={0,1}}"] = "figure: scatter", ["math.sin"] = "figure: function"}
  for value, name in pairs(cases) do
    T.ok(printed(("print(plot(%s))"):format(value)):find("\n" .. name, 1, true), value)
  end
  T.raises(function() plot() end, "found nothing %(nil%)", "E0107")
  T.raises(function() plot(nil) end, "found nothing %(nil%)", "E0107")
  T.raises(function() return plot.scater end, "scatter", "E0106")
end)

T.test("drawing is announced", function()
  local code = 'require("gradus.events").on("plot", function(f) print("drawn", f) end) plot{1, 2}'
  T.ok(printed(code):find("drawn\tfigure: curve", 1, true))
  T.eq(events.heard "plot", events.heard "plot")
end)

T.test("a plot and the prompt fit the terminal", function()
  local screen = require "gradus.plot.screen"
  for _, size in ipairs {{60, 18}, {80, 24}, {200, 60}, {20, 10}} do
    on_screen({width = size[1], height = size[2], tty = true}, function()
      local now = screen.current()
      T.ok(now.columns <= size[1])
      T.ok(now.rows <= size[2] - 4, ("%d rows of %d"):format(now.rows, size[2]))
      T.ok(now.rows >= 6)
    end)
  end
end)

T.test("plot.size holds until it is released", function()
  local screen = require "gradus.plot.screen"
  plot.size(64, 12)
  T.eq({screen.current().columns, screen.current().rows}, {64, 12})
  T.eq(select(2, figure_of("curve", {1, 2}):text():gsub("\n", "")), 11)
  plot.size()
  T.ok(screen.current().columns ~= 64)
  T.raises(function() plot.size(5, 5) end, "must be at least", "E0102")
  T.raises(function() plot.size("wide") end, "must be an integer", "E0103")
end)

T.test("plot.style holds until it is set back", function()
  plot.style "ascii"
  T.ok(not figure_of("curve", {1, 2}):text():find("[\x80-\xFF]"))
  plot.style "block"
  on_screen({unicode = true, color = false}, function()
    T.ok(figure_of("curve", {1, 2}):text():find("▄", 1, true))
  end)
  plot.style "auto"
  T.raises(function() plot.style "brail" end, "braille", "E0102")
  T.raises(function() plot.style() end, "needs the option style", "E0107")
end)

T.test("a figure is saved as text, as it looks", function()
  local path = os.tmpname() .. ".txt"
  local fig = figure_of("curve", {1, 2, 3})
  T.eq(fig:save(path, {columns = 60, rows = 12, style = "ascii"}), true)
  local file = io.open(path)
  local content = file:read "a"
  file:close()
  os.remove(path)
  T.eq(content, fig:text {columns = 60, rows = 12, style = "ascii", colour = false} .. "\n")
end)

T.test("what cannot be saved is said, and leaves nothing behind", function()
  local fig = figure_of("curve", {1, 2, 3})
  local ok, why = fig:save "loss.gif"
  T.eq(ok, nil)
  T.ok(why:find("a figure cannot be saved as .gif; it can be saved as .*%.txt"), why)
  ok, why = fig:save "loss"
  T.eq(ok, nil)
  T.ok(why:find('"loss" has no ending', 1, true), why)
  ok, why = fig:save "/no/such/folder/loss.txt"
  T.eq(ok, nil)
  T.ok(type(why) == "string" and #why > 0)
  T.eq(io.open "loss.gif", nil)
  T.raises(function() fig:save() end, "needs a file name", "E0103")
  T.raises(function() fig:save("a.txt", {widht = 3}) end, "no option widht", "E0104")
end)

T.test("every kind has a figure with labelled axes, a sentence, a name, and a help page", function()
  local doc = require "gradus.doc"
  local samples = dofile "tests/plot/samples.lua"
  for _, kind in ipairs(kinds.names) do
    T.ok(samples[kind], "no sample of " .. kind)
    local fig = figure_of(kind, samples[kind]())
    T.ok(#fig.x.label > 0 and #fig.y.label > 0)
    T.ok(#fig:describe() > 5 and not fig:describe():find("\n"))
    T.ok(fig:describe():find("%d"), "no number in: " .. fig:describe())
    T.ok(tostring(fig):find("^figure: %l"))
    T.ok(doc.get("plot." .. kind), "no help for plot." .. kind)
  end
end)

T.finish()
