-- lua/plot/backends/term.lua, canvas.lua, shade.lua and glyphs.lua: scenes as characters.

local T = require "gradus_test"
local glyphs = require "gradus.plot.glyphs"
local scene = require "gradus.plot.scene"
local term = require "gradus.plot.backends.term"

local function draw(columns, rows, style, build, colour)
  local sc = scene.new {columns = columns, rows = rows}
  build(sc)
  return term.draw(sc, {style = style, colour = colour, unicode = true})
end

T.test("a straight line in each style", function()
  local function diagonal(sc) sc:line({0, 0, 3.99, 1.99}, {role = "curve", shape = "circle"}) end
  T.eq(draw(4, 2, "braille", diagonal), "⠑⢄\n  ⠑⢄")
  T.eq(draw(4, 2, "block", diagonal), "▀▄\n  ▀▄")
  T.eq(draw(4, 2, "ascii", diagonal), "**\n  **")
end)

T.test("dashes leave gaps where dots can", function()
  local function dashed(sc) sc:line({0, 0.9, 9.9, 0.9}, {role = "curve", dash = "dashed"}) end
  T.eq(draw(10, 1, "braille", dashed), "⣀⣀⡀ ⢀⣀⣀  ⣀")
  T.eq(draw(10, 1, "block", dashed), "▄▄▄  ▄▄▄")
end)

T.test("two curves in one cell: braille joins their dots, ASCII lets them take turns", function()
  local function two(sc)
    sc:line({0, 0.1, 5.9, 0.1}, {role = "curve", shape = "circle"})
    sc:line({0, 0.9, 5.9, 0.9}, {role = "curve", shape = "diamond"})
  end
  T.eq(draw(6, 1, "braille", two), "⣉⣉⣉⣉⣉⣉")
  T.eq(draw(6, 1, "ascii", two), "*x*x*x")
end)

T.test("frame lines join to corners and tees", function()
  local function frame(sc)
    sc:line({0.5, 0, 0.5, 2.5}, {role = "axis"})
    sc:line({0, 1.5, 0.5, 1.5}, {role = "tick"})
    sc:line({0.5, 2.5, 4, 2.5}, {role = "axis"})
    sc:line({2.5, 2.5, 2.5, 3}, {role = "tick"})
  end
  T.eq(draw(4, 3, "braille", frame), "│\n┤\n└─┬─")
  T.eq(draw(4, 3, "ascii", frame), "|\n+\n+-+-")
end)

T.test("texts by anchor, and wide characters in two cells", function()
  local function texts(sc)
    sc:text(0, 0.5, "ab", {role = "tick"})
    sc:text(10, 0.5, "cd", {anchor = "end", role = "tick"})
    sc:text(5, 1.5, "学", {anchor = "middle", role = "title"})
  end
  T.eq(draw(10, 2, "braille", texts), "ab      cd\n    学")
end)

T.test("what lies outside of the canvas is not drawn", function()
  local function outside(sc)
    sc:text(-3, 0.5, "ab", {role = "tick"})
    sc:text(9, 0.5, "学", {role = "tick"})
    sc:marker({50, 50, -1, 0.5}, {shape = "circle", role = "point"})
    sc:line({-5, 0.5, -2, 9}, {role = "curve"})
  end
  T.eq(draw(10, 1, "braille", outside), "")
end)

T.test("bars end in eighths, in ASCII in whole cells, and a small count is seen", function()
  local function bars(sc)
    sc:rect(0, 0, 1, 2, {role = "bar"})
    sc:rect(1, 0.5, 1, 1.5, {role = "bar"})
    sc:rect(2, 1.97, 1, 0.03, {role = "bar"})
  end
  T.eq(draw(3, 2, "braille", bars), "█▄\n██▁")
  T.eq(draw(3, 2, "ascii", bars), "##\n##.")
end)

T.test("cells are shaded without colour, NaN is a question mark", function()
  local function cells(sc)
    sc:cells({x = 0, y = 0, w = 6, h = 1},
      {nx = 3, ny = 1, values = {0, 1, 0 / 0}, ramp = "sequential"})
  end
  T.eq(draw(6, 1, "braille", cells), "  ██??")
  T.eq(draw(6, 1, "ascii", cells), "  @@??")
end)

T.test("cells smaller than a character: the one that stands out is shown", function()
  local values = {}
  for i = 1, 1000 do values[i] = 0.5 end
  values[333] = 1
  local function cells(sc)
    sc:cells({x = 0, y = 0, w = 10, h = 1},
      {nx = 1000, ny = 1, values = values, ramp = "sequential"})
  end
  T.eq(draw(10, 1, "braille", cells), "▒▒▒█▒▒▒▒▒▒")
end)

local function two_layers(sc)
  sc:field({x = 0, y = 0, w = 8, h = 2}, {nx = 2, ny = 1, layers = {
    {colour = "series1", values = {1, 0}}, {colour = "series2", values = {0, 1}}}})
end

T.test("a field of two classes is shaded by sureness", function()
  T.eq(draw(8, 2, "braille", two_layers), "   ·░▒▒▒\n   ·░▒▒▒")
  T.eq(draw(8, 2, "ascii", two_layers), "   .:===\n   .:===")
end)

T.test("colours come as escape sequences that are closed again", function()
  local out = draw(8, 1, "braille", function(sc)
    two_layers(sc)
    sc:line({0, 0.5, 7.9, 0.5}, {role = "curve", colour = "train"})
  end, true)
  T.ok(out:find("\27%[38;5;"), "no colour")
  local opened, closed = 0, 0
  for code in out:gmatch("\27%[([%d;]+)m") do
    if code == "0" then closed = closed + 1 else opened = opened + 1 end
  end
  T.eq(opened, closed)
  T.eq(out:sub(-4), "\27[0m")
end)

T.test("in ASCII a field has shades even where there is colour", function()
  local out = draw(8, 1, "ascii", two_layers, true)
  T.ok(out:gsub("\27%[[%d;]*m", ""):find("   .:===", 1, true))
end)

T.test("without unicode every text is spelt in ASCII", function()
  local sc = scene.new {columns = 20, rows = 1}
  sc:text(0, 0.5, "3 × 4 → ü…", {role = "title"})
  T.eq(term.draw(sc, {style = "ascii", unicode = false}), "3 x 4 -> ?~")
end)

T.test("the styles have the same shapes and no two of them look alike", function()
  for _, name in ipairs {"braille", "ascii"} do
    local seen = {}
    for shape in pairs(glyphs.braille.shapes) do
      local glyph = glyphs[name].shapes[shape]
      T.ok(glyph and not seen[glyph], name .. ": " .. shape)
      seen[glyph] = true
    end
  end
end)

T.finish()
