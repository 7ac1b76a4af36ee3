--- Backend for files: draws a scene on paper, as SVG, PNG or PDF (and, for a terminal, as sixels).
-- Requires paper (what things look like) and gradus.canvas (the page). Knows no data.
--
-- A unit of the scene is about a character: a fiftieth to an eightieth of the picture's width. The
-- letters grow with the picture, but never shrink below what can be read.

local paper = require "gradus.plot.paper"

local M = {}

local OPTIONS = {
  width = {type = "integer", min = 200, max = 8000, doc = "width of a picture", unit = "pixels"},
  height = {type = "integer", min = 150, max = 8000, doc = "height of a picture", unit = "pixels"},
}

local function picture(format)
  return {options = OPTIONS, size = {format = format, width = 1200, height = 750}}
end

--- What this backend writes (see backends).
M.files = {svg = picture "svg", png = picture "png", pdf = picture "pdf"}

local LEAST_UNIT = 7.5 -- pixels: letters of ten pixels

-- Pixels of a unit, and what the page has room for within its margins. density: how much more than
-- usual it must hold.
local function measures(width, height, density)
  local unit = math.max(LEAST_UNIT, math.sqrt(width * height / 4000) / density)
  return {unit = unit, margin = 1.5 * unit, columns = width / unit - 3,
    rows = height / unit / 2 - 1.5}
end

local function at_x(sheet, x) return sheet.margin + x * sheet.unit end
local function at_y(sheet, y) return sheet.margin + y * sheet.unit * 2 end

local function placed(sheet, points)
  local out = {}
  for i = 1, #points, 2 do
    out[i], out[i + 1] = at_x(sheet, points[i]), at_y(sheet, points[i + 1])
  end
  return out
end

local function scaled(sheet, lengths)
  local out = {}
  for i, length in ipairs(lengths) do out[i] = length * sheet.unit end
  return out
end

-- ---- primitives -------------------------------------------------------------

local draw = {}

function draw.line(sheet, item)
  local look = paper.lines[item.role]
  local colour = look.colour or paper.hue(item.colour).line
  if look.opacity then colour = paper.faded(colour, look.opacity) end
  local dash = look.dash or paper.dashes[item.dash]
  sheet.page:line(placed(sheet, item.points), {colour = colour, width = look.width * sheet.unit,
    round = look.round, dash = dash and scaled(sheet, dash)})
end

function draw.marker(sheet, item)
  local look = paper.marks[item.role]
  local shape, is_open = item.shape:gsub("^open%-", "")
  local colour = paper.hue(item.colour).line
  if look.opacity then colour = paper.faded(colour, look.opacity) end
  sheet.page:marks(placed(sheet, item.points), shape, {size = look.size * sheet.unit,
    colour = colour, edge = look.edge, open = is_open > 0})
end

-- Many points of one kind: small, and where they lie on top of each other darker.
function draw.dots(sheet, item)
  sheet.page:marks(placed(sheet, item.points), "circle", {size = 0.3 * sheet.unit,
    colour = paper.faded(paper.hue(item.colour).line, 0x99)})
end

local function box(sheet, item)
  return at_x(sheet, item.x), at_y(sheet, item.y), item.w * sheet.unit, item.h * sheet.unit * 2
end

local function corners(x, y, w, h) return {x, y, x + w, y, x + w, y + h, x, y + h} end

-- A hair of paper between neighbours.
local function draw_bar(sheet, item)
  local x, y, w, h = box(sheet, item)
  local gap = item.role == "bar" and math.min(0.06 * sheet.unit, w / 6) or 0
  sheet.page:fill(corners(x + gap, y, w - 2 * gap, h), paper.hue(item.colour).line)
end

local function draw_swatch(sheet, item)
  local x, y, w, h = box(sheet, item)
  sheet.page:fill(corners(x, y + h / 4, w, h / 2), paper.hue(item.layers[item.layer].colour).tint)
end

function draw.rect(sheet, item)
  (item.role == "swatch" and draw_swatch or draw_bar)(sheet, item)
end

function draw.area(sheet, item)
  sheet.page:fill(placed(sheet, item.points), paper.faded(paper.hue(item.colour).tint, 0x80))
end

local anchors = {start = 0, middle = 0.5, ["end"] = 1}

function draw.text(sheet, item)
  local look = paper.texts[item.role]
  local colour = item.colour and paper.hue(item.colour).ink or look.colour
  if item.on then
    local _, lightness = paper.ramp(item.on.ramp, item.on.level)
    colour = lightness > 0.55 and 0x1E1E1EFF or 0xFFFFFFFF
  end
  sheet.page:text(at_x(sheet, item.x), at_y(sheet, item.y), item.text, {colour = colour,
    size = look.size * sheet.unit, bold = look.bold, halo = look.halo,
    anchor = anchors[item.anchor]})
end

-- White lines between the cells of a small table.
local function draw_gaps(sheet, item)
  if item.nx * item.ny > 400 then return end
  local x, y, w, h = box(sheet, item)
  local pen = {colour = 0xFFFFFFFF, width = 0.14 * sheet.unit}
  for i = 1, item.nx - 1 do
    sheet.page:line({x + w * i / item.nx, y, x + w * i / item.nx, y + h}, pen)
  end
  for i = 1, item.ny - 1 do
    sheet.page:line({x, y + h * i / item.ny, x + w, y + h * i / item.ny}, pen)
  end
end

-- Levels as colours; `steps`: how many are told apart.
function draw.cells(sheet, item)
  local colours, steps = {}, item.steps
  for i, level in ipairs(item.values) do
    if steps then level = (math.min(steps - 1, level * steps // 1) + 0.5) / steps end
    colours[i] = paper.ramp(item.ramp, level)
  end
  local x, y, w, h = box(sheet, item)
  sheet.page:image(x, y, w, h, item.nx, item.ny, colours, item.smooth)
  if item.has_gaps then draw_gaps(sheet, item) end
end

-- How surely a place belongs to its class, 0 (as much to others) to 1.
local function surest(layers, place)
  local best, top = nil, nil
  for i, layer in ipairs(layers) do
    local value = layer.values[place]
    if value == value and (not top or value > top) then best, top = i, value end
  end
  return best, best and math.max(0, (top - 1 / #layers) / (1 - 1 / #layers))
end

function draw.field(sheet, item)
  local colours = {}
  for place = 1, item.nx * item.ny do
    local best, share = surest(item.layers, place)
    colours[place] = best and paper.paler(paper.hue(item.layers[best].colour).tint,
      0.12 + 0.78 * share) or 0xC8C8C8FF
  end
  local x, y, w, h = box(sheet, item)
  sheet.page:image(x, y, w, h, item.nx, item.ny, colours, true)
end

-- ---- the page ---------------------------------------------------------------

-- The text of an SVG's title and description, for those who do not see it.
local function escaped(s)
  return (s:gsub("[&<>]", {["&"] = "&amp;", ["<"] = "&lt;", [">"] = "&gt;"}))
end

-- Cairo numbers its pages on from picture to picture; from 1 in each, the same figure gives the
-- same file.
local function renumbered(svg)
  local numbers, count = {}, 0
  local function number(word, n)
    if not numbers[n] then count, numbers[n] = count + 1, count + 1 end
    return word .. numbers[n]
  end
  return (svg:gsub("(surface)(%d+)", number):gsub("(image)(%d+)", number))
end

local function with_words(svg, size)
  local words = ("<title>%s</title>\n<desc>%s</desc>\n"):format(escaped(size.title or ""),
    escaped(size.words or ""))
  local head = svg:find("<svg[^>]*>\n?")
  local _, stop = svg:find("<svg[^>]*>\n?", head)
  return svg:sub(1, stop) .. words .. svg:sub(stop + 1)
end

local function remark_on(missing)
  return ("no font of this system has %s: a box stands in its place"):format(missing)
end

--- Draw a figure's scene on a page. size: {format, width, height (pixels), title, words, density};
-- layout: function(size) that gives the scene for {columns, rows, paper, measure}. Returns the
-- file's bytes, and a remark where a letter is missing; or nil and why.
function M.save(layout, size)
  local page, why = require("gradus.canvas").new(size.format, size.width, size.height)
  if not page then return nil, why end
  local sheet = measures(size.width, size.height, size.density)
  sheet.page = page
  local function measure(s, role)
    local look = paper.texts[role] or paper.texts.label
    return page:text_width(s, {size = look.size * sheet.unit, bold = look.bold}) / sheet.unit
  end
  local scene = layout {columns = sheet.columns, rows = sheet.rows, paper = true,
    measure = measure}
  for _, item in ipairs(scene.items) do draw[item.kind](sheet, item) end
  page:describe(size.title or "", size.words or "")
  local missing = page:missing()
  local bytes, problem = page:finish()
  if bytes and size.format == "svg" then bytes = with_words(renumbered(bytes), size) end
  return bytes, problem or missing and remark_on(missing)
end

return M
