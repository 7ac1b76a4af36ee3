-- lua/plot/scene.lua, reduce.lua, axes.lua, legend.lua and text.lua: where things lie.

local T = require "gradus_test"
local axes_of = require "gradus.plot.axes"
local legend = require "gradus.plot.legend"
local reduce = require "gradus.plot.reduce"
local scene = require "gradus.plot.scene"
local text = require "gradus.plot.text"

local AREA = {x = 0, y = 0, w = 10, h = 10}

local function items(sc, kind, role)
  local out = {}
  for _, item in ipairs(sc.items) do
    if item.kind == kind and item.role == role then out[#out + 1] = item end
  end
  return out
end

T.test("a segment inside is left alone", function()
  T.eq({scene.clip(AREA, 1, 2, 3, 4)}, {1, 2, 3, 4})
end)

T.test("a segment is cut at the sides, one outside is gone", function()
  T.near({scene.clip(AREA, -5, 5, 15, 5)}, {0, 5, 10, 5})
  T.near({scene.clip(AREA, 5, -10, 5, 30)}, {5, 0, 5, 10})
  T.near({scene.clip(AREA, -5, 0, 5, 10)}, {0, 5, 5, 10})
  T.eq({scene.clip(AREA, -5, -1, 15, -1)}, {})
  T.eq({scene.clip(AREA, -3, 1, 1, -3)}, {})
end)

T.test("a line that leaves and comes back is two pieces", function()
  local pieces = scene.clip_line(AREA, {1, 1, 5, 1, 5, 20, 8, 20, 8, 1, 9, 1})
  T.eq(#pieces, 2)
  T.eq(pieces[1], {1, 1, 5, 1, 5, 10})
  T.eq(pieces[2], {8, 10, 8, 1, 9, 1})
end)

T.test("short lines are not thinned", function()
  local points = {1, 5, 2, 6, 3, 1}
  T.eq(reduce.line(points, 8), points)
end)

T.test("a long line keeps its ends and every spike", function()
  local points = {}
  for i = 0, 99999 do
    points[#points + 1], points[#points + 2] = i / 1000, 5
  end
  points[2 * 45678] = -3
  points[2 * 45680] = 40
  local thin = reduce.line(points, 8)
  T.ok(#thin < 5000, "still " .. #thin)
  local least, greatest = math.huge, -math.huge
  for i = 2, #thin, 2 do
    least, greatest = math.min(least, thin[i]), math.max(greatest, thin[i])
  end
  T.eq({least, greatest}, {-3, 40})
  T.eq({thin[1], thin[#thin - 1]}, {0, 99.999})
  for i = 3, #thin, 2 do T.ok(thin[i] >= thin[i - 2], "out of order") end
end)

T.test("of many points in a square the most frequent group stays", function()
  local a, b = {}, {}
  for i = 1, 3000 do
    a[2 * i - 1], a[2 * i] = 0.1, 0.1
    if i <= 1000 then b[2 * i - 1], b[2 * i] = 0.1, 0.1 end
  end
  b[#b + 1], b[#b + 2] = 7, 7
  T.eq(reduce.groups({a, b}, 2), {{0.1, 0.1}, {7, 7}})
end)

local function layout(fields)
  local sc = scene.new {columns = fields.columns or 60, rows = fields.rows or 14}
  fields.x = fields.x or axes_of.axis({label = "x"}, 0, 10)
  fields.y = fields.y or axes_of.axis({label = "y"}, 0, 1, true)
  return sc, axes_of.layout(sc, fields)
end

T.test("everything lies inside of the scene, at every size", function()
  for columns = 20, 200, 18 do
    for rows = 6, 40, 3 do
      local sc = layout {columns = columns, rows = rows, title = ("a long title "):rep(9)}
      for _, item in ipairs(sc.items) do
        if item.kind == "text" then
          local width = text.columns(item.text)
          local shift = {["end"] = width, middle = width / 2, start = 0}
          local left = item.x - shift[item.anchor]
          T.ok(left >= 0 and left + width <= columns + 1e-9, item.text .. " leaves the scene")
          T.ok(item.y >= 0 and item.y <= rows, item.text .. " above or below")
        end
      end
    end
  end
end)

T.test("labels of the x axis stand clear of each other", function()
  for _, hi in ipairs {1, 7, 60, 1000, 123456, 3e7} do
    for columns = 20, 200, 12 do
      local x = axes_of.axis({label = "x", is_integer = true}, 1, hi + 1)
      local sc = layout {columns = columns, x = x}
      local row, last_end = nil, -2
      for _, item in ipairs(items(sc, "text", "tick")) do
        if item.anchor == "middle" then
          local half = text.columns(item.text) / 2
          row = row or {}
          row[#row + 1] = {item.x - half, item.x + half}
        end
      end
      table.sort(row or {}, function(a, b) return a[1] < b[1] end)
      for _, span in ipairs(row or {}) do
        T.ok(span[1] >= last_end + 2 - 1e-9, ("labels touch at %d columns"):format(columns))
        last_end = span[2]
      end
    end
  end
end)

T.test("an axis of epochs names its first and last one", function()
  local sc = layout {x = axes_of.axis({label = "epoch", is_integer = true}, 1, 60)}
  local seen = {}
  for _, item in ipairs(items(sc, "text", "tick")) do seen[item.text] = true end
  T.ok(seen["1"] and seen["60"])
end)

T.test("data ends lie half a character inside, flush ones at the edge", function()
  local _, axes = layout {}
  T.near(axes:at_x(0), axes.area.x + 0.5)
  T.near(axes:at_x(10), axes.area.x + axes.area.w - 0.5)
  _, axes = layout {x = axes_of.axis({label = "x", is_flush = true}, 0, 10)}
  T.near(axes:at_x(0), axes.area.x)
  T.near(axes:at_x(10), axes.area.x + axes.area.w)
end)

T.test("names at ends move apart and keep their order", function()
  local sc, axes = layout {right = 12}
  local entries = {}
  for i = 1, 5 do
    entries[i] = {text = "s" .. i, shape = "circle", x = axes.area.x + axes.area.w - 0.5,
      y = axes.area.y + 5.1 + i / 100}
  end
  legend.at_ends(axes, entries)
  local rows = {}
  for i, item in ipairs(items(sc, "text", "label")) do
    T.eq(item.text, "s" .. i)
    rows[i] = math.floor(item.y)
  end
  for i = 2, 5 do T.eq(rows[i], rows[i - 1] + 1) end
end)

T.test("more names than rows: the last row says how many are missing", function()
  local sc, axes = layout {right = 12}
  local entries = {}
  for i = 1, 30 do entries[i] = {text = "s" .. i, x = 1, y = axes.area.y} end
  legend.at_ends(axes, entries)
  local found = items(sc, "text", "label")
  T.eq(#found, axes.area.h)
  T.ok(found[#found].text:find("and %d+ more"))
end)

T.test("names take at most a third of the picture", function()
  local entries = {{text = ("long name "):rep(10)}}
  T.ok(legend.reserve(scene.new {columns = 60, rows = 14}, entries) <= 20)
  T.ok(text.columns(entries[1].text) <= 18)
end)

T.test("a long name gives up its number before it is cut", function()
  local entries = {{text = "a rather long name (50)", short = "a rather long name"}}
  legend.reserve(scene.new {columns = 64, rows = 14}, entries)
  T.eq(entries[1].text, "a rather long name")
end)

T.test("text is cut with a mark, wide characters count two", function()
  T.eq(text.clip("validation", 6), "valid…")
  T.eq(text.clip("val", 6), "val")
  T.eq(text.columns("学習"), 4)
  T.eq(text.clip("学習率", 5), "学習…")
end)

T.test("text cannot move the cursor", function()
  T.eq(text.clean("a\nb\27[31mc"), "a b [31mc")
  T.eq(text.clean("a\xFFb"), "a?b")
end)

T.finish()
