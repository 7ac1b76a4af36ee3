-- lua/plot/backends/cairo.lua, paper.lua and figure.lua: figures as SVG, PNG and PDF. Every file is
-- read back by a program that is not ours: xmllint, libpng (tests/plot/read_png.c) and pdftoppm.

local T = require "gradus_test"
local backends = require "gradus.plot.backends"
local figure = require "gradus.plot.figure"
local kinds = require "gradus.plot.kinds"
local sys = require "gradus.sys"

local samples = dofile "tests/plot/samples.lua"
local folder = os.getenv "HOME" .. "/pictures"
assert(sys.mkdirs(folder))

local function figure_of(kind, ...) return figure.new(kind, kinds[kind].build(...)) end

local function content_of(path)
  local file = assert(io.open(path, "rb"))
  local content = file:read "a"
  file:close()
  return content
end

local function output_of(command)
  local pipe = assert(io.popen(command .. " 2>&1", "r"))
  local text = pipe:read "a"
  local done = pipe:close()
  return done and text, text
end

-- A PPM (P6) as {width, height, colours = how many different ones, white = their share}.
local function read_ppm(text)
  local width, height, start = text:match("^P6%s+(%d+)%s+(%d+)%s+255%s()")
  T.ok(width, "no picture: " .. text:sub(1, 200))
  width, height = math.tointeger(width), math.tointeger(height)
  T.eq(#text - start + 1, width * height * 3)
  local seen, colours, white, n = {}, 0, 0, 0
  for i = start, #text - 2, 3 * 7 do -- every seventh pixel will do
    local pixel = text:sub(i, i + 2)
    if not seen[pixel] then seen[pixel], colours = true, colours + 1 end
    white, n = white + (pixel == "\xFF\xFF\xFF" and 1 or 0), n + 1
  end
  return {width = width, height = height, colours = colours, white = white / n}
end

local READ_PNG = os.getenv "GRADUS_BUILD" .. "/tests/plot/read_png"

local function read_png(path) return read_ppm(assert(output_of(READ_PNG .. " " .. path))) end

local function read_pdf(path)
  local beside = path .. ".page"
  local done, why = output_of(("pdftoppm -r 36 -singlefile %s %s"):format(path, beside))
  T.ok(done, why)
  return read_ppm(content_of(beside .. ".ppm"))
end

local function check_svg(path)
  local done, why = output_of("xmllint --noout " .. path)
  T.ok(done and why == "", why)
  return content_of(path)
end

local function each_kind(fn)
  for _, kind in ipairs(kinds.names) do
    fn(kind, figure_of(kind, samples[kind]()), folder .. "/" .. kind)
  end
end

T.test("every kind is a PNG of 1200 x 750, mostly white, with something on it", function()
  each_kind(function(kind, fig, path)
    T.eq({fig:save(path .. ".png")}, {true})
    local picture = read_png(path .. ".png")
    T.eq({picture.width, picture.height}, {1200, 750})
    T.ok(picture.colours >= 8, kind .. " is nearly empty")
    T.ok(picture.white > 0.1, kind .. " is overfull")
  end)
end)

T.test("every kind is an SVG with its title and sentence", function()
  each_kind(function(kind, fig, path)
    T.eq({fig:save(path .. ".svg")}, {true})
    local svg = check_svg(path .. ".svg")
    T.ok(svg:find('width="1200px" height="750px"', 1, true), kind)
    T.ok(svg:find("<title>[^<]+</title>\n<desc>[^<]+</desc>"), kind .. " says nothing")
  end)
end)

T.test("every kind is a PDF of one page that can be drawn", function()
  each_kind(function(kind, fig, path)
    T.eq({fig:save(path .. ".pdf")}, {true})
    local picture = read_pdf(path .. ".pdf")
    T.eq({picture.width, picture.height}, {600, 375}, kind)
    T.ok(picture.colours >= 8, kind .. " is nearly empty")
  end)
end)

T.test("an SVG's title and sentence are spelt as XML wants it", function()
  local path = folder .. "/amp.svg"
  local fig = figure_of("curve", {1, 2}, {title = "a < b & c"})
  T.eq({fig:save(path)}, {true})
  T.ok(check_svg(path):find("<title>a &lt; b &amp; c</title>", 1, true))
end)

T.test("width and height hold, from small to large", function()
  local fig = figure_of("history", samples.history())
  for _, size in ipairs {{200, 150}, {400, 300}, {1920, 1080}, {600, 1200}} do
    local path = folder .. "/size.png"
    T.eq({fig:save(path, {width = size[1], height = size[2]})}, {true})
    local picture = read_png(path)
    T.eq({picture.width, picture.height}, size)
  end
  T.raises(function() fig:save("a.png", {width = 10}) end, "width must be", "E0102")
  T.raises(function() fig:save("a.png", {columns = 80}) end, "no option columns", "E0104")
end)

T.test("every text lies on the page, and none runs into its neighbour in the margin", function()
  each_kind(function(kind, fig)
    for _, size in ipairs {{columns = 77, rows = 23.5}, {columns = 50, rows = 14}} do
      local function measure(s) return 0.9 * utf8.len(s) end
      local sc = fig:scene {columns = size.columns, rows = size.rows, paper = true,
        measure = measure}
      for _, item in ipairs(sc.items) do
        if item.kind == "text" then
          local shift = {start = 0, middle = 0.5, ["end"] = 1}
          local left = item.x - shift[item.anchor] * measure(item.text)
          T.ok(left > -1, ("%s: %q begins at %.1f"):format(kind, item.text, left))
          T.ok(left + measure(item.text) < size.columns + 1.5,
            ("%s: %q ends at %.1f of %d"):format(kind, item.text, left + measure(item.text),
              size.columns))
          T.ok(item.y > 0 and item.y < size.rows + 0.5, ("%s: %q"):format(kind, item.text))
        end
      end
    end
  end)
end)

T.test("the same figure gives the same bytes", function()
  local function bytes(ending)
    local path = folder .. "/again" .. ending
    assert(figure_of("boundary", samples.boundary()):save(path))
    return content_of(path)
  end
  T.ok(bytes ".svg" == bytes ".svg")
  T.ok(bytes ".png" == bytes ".png")
end)

T.test("names in any script, and broken ones, do no harm", function()
  local names = {"学習率", "żółć", "a\xFFb", "tab\there"}
  local fig = figure_of("curve", {1, 2}, {1, 2}, {2, 1}, {3, 3}, {0, 1}, {labels = names})
  for _, ending in ipairs {".svg", ".png", ".pdf"} do
    T.eq((fig:save(folder .. "/names" .. ending)), true)
  end
  check_svg(folder .. "/names.svg")
end)

T.test("a letter that no font has is told, and the picture is written all the same", function()
  local path = folder .. "/letter.svg"
  local saved, remark = figure_of("curve", {1, 2}, {title = "a \u{10FFF0} b"}):save(path)
  T.eq(saved, true)
  T.ok(remark:find("\u{10FFF0}: a box stands in its place", 1, true), remark)
  check_svg(path)
  T.eq(select("#", figure_of("curve", {1, 2}, {title = "a → b²"}):save(path)), 1)
end)

T.test("a folder that is not there: nil and why, and nothing is left behind", function()
  local fig = figure_of("curve", {1, 2, 3})
  for ending in pairs(backends) do
    local done, why = fig:save("/no/such/folder/loss." .. ending)
    T.eq(done, nil)
    T.ok(why:find("/no/such/folder/loss." .. ending, 1, true), why)
  end
end)

T.test("what stood there before stays whole where the new picture cannot be written", function()
  local path = folder .. "/kept"
  assert(sys.mkdirs(path .. ".png")) -- a folder in the way of a file
  local done, why = figure_of("curve", {1, 2, 3}):save(path .. ".png")
  T.eq(done, nil)
  T.ok(type(why) == "string")
  for _, name in ipairs(assert(sys.listdir(folder))) do T.ok(not name:find("%.new"), name) end
end)

T.finish()
