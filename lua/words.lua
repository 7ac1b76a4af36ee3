--- Numbers and small tables as text: what results print of themselves.
-- Requires gradus.term. Prints nothing. Tables stay within 60 columns, so that they fit a lesson's
-- screen and a projector.

local term = require "gradus.term"

local M = {}

--- Three digits that say something, without exponents where a reader can do without them.
-- example: num(0.4712) --> "0.47"   num(0.00372) --> "0.0037"   num(1284.2) --> "1284"
function M.num(x)
  if x == nil then return "-" end
  if x ~= x then return "NaN" end
  if x == math.huge then return "inf" elseif x == -math.huge then return "-inf" end
  local size = math.abs(x)
  if size == 0 then return "0" end
  if size >= 1e6 or size < 1e-4 then return ("%.1e"):format(x) end
  if size >= 100 then return ("%.0f"):format(x) end
  if size >= 10 then return ("%.1f"):format(x) end
  if size >= 0.1 then return ("%.2f"):format(x) end
  return ("%.2g"):format(x)
end

--- "1 epoch", "3 epochs".
function M.count(n, word, plural)
  return ("%d %s"):format(n, n == 1 and word or plural or word .. "s")
end

--- A setting as a learner would type it: 0.003, "adam", {5, 7}, true.
function M.setting(value)
  if type(value) == "number" then
    return value == math.floor(value) and math.abs(value) < 1e15 and ("%d"):format(value)
      or ("%.6g"):format(value)
  end
  if type(value) ~= "table" or getmetatable(value) then return tostring(value) end
  local parts = {}
  for i, v in ipairs(value) do parts[i] = M.setting(v) end
  local names = {}
  for name in pairs(value) do
    if type(name) == "string" then names[#names + 1] = name end
  end
  table.sort(names)
  for _, name in ipairs(names) do parts[#parts + 1] = name .. " " .. M.setting(value[name]) end
  return table.concat(parts, ", ")
end

--- Duration in words: "0.4 s", "12 s", "3 min 20 s".
function M.seconds(s)
  if s < 10 then return ("%.1f s"):format(s) end
  s = math.floor(s + 0.5)
  if s < 100 then return ("%d s"):format(s) end
  if s < 6000 then return ("%d min %02d s"):format(s // 60, s % 60) end
  return ("%d h %02d min"):format(s // 3600, s % 3600 // 60)
end

--- Lines of at most `width` columns: a long line is broken where it has a " · ", and only where
-- that does not help between words. Continuations are indented.
function M.fold(text, width)
  if term.columns(text) <= width then return {text} end
  local lines, line = {}, nil
  for part in (text .. " · "):gmatch("(.-) · ") do
    local longer = line and line .. " · " .. part or part
    if line and term.columns(longer) > width then
      lines[#lines + 1] = line
      longer = "  " .. part
    end
    line = longer
  end
  lines[#lines + 1] = line
  return term.wrap(table.concat(lines, "\n"), width)
end

--- Text for screens that know ASCII only: the middle dot becomes a dash.
function M.plain(text)
  if term.unicode() then return text end
  return (text:gsub(" ·", ","):gsub("²", "^2"):gsub("…", "..."))
end

local function widths(rows)
  local wide = {}
  for _, row in ipairs(rows) do
    for i, cell in ipairs(row) do wide[i] = math.max(wide[i] or 0, term.columns(cell)) end
  end
  return wide
end

--- Lay out rows of strings as columns. align: per column "left" (default for the first) or "right".
-- Returns text of lines without trailing blanks.
function M.columns(rows, align)
  local wide, lines = widths(rows), {}
  for r, row in ipairs(rows) do
    local cells = {}
    for i, cell in ipairs(row) do
      local side = align and align[i] or (i == 1 and "left" or "right")
      cells[i] = term.pad(cell, wide[i], side)
    end
    lines[r] = (table.concat(cells, "  "):gsub("%s+$", ""))
  end
  return table.concat(lines, "\n")
end

local list_mt = {__name = "gradus.list"}
function list_mt.__tostring(list)
  local parts = {}
  for i, value in ipairs(list)
    do parts[i] = type(value) == "number" and M.num(value) or tostring(value)
  end
  return "{" .. table.concat(parts, ", ") .. "}"
end

--- A list that prints its numbers with few digits.
function M.list(values) return setmetatable(values or {}, list_mt) end

-- One long line fits the prompt's screen; tables know their own width.
local function one_line_folded(text)
  if text:find("\n", 1, true) then return text end
  return table.concat(M.fold(text, term.width() - 1), "\n")
end

--- A class for results: a plain table of fields that prints as `show(self)` says.
-- fields: the names a result of this kind may have; another name is an error with a suggestion.
function M.result(name, fields, show)
  local known = {}
  for word in fields:gmatch("%S+") do known[word] = true end
  local mt = {__name = "gradus." .. name}
  function mt.__tostring(self) return M.plain(show(self)) end
  function mt.__prompt(self) return one_line_folded(tostring(self)) end
  function mt.__index(_, key)
    if known[key] or type(key) ~= "string" then return nil end
    local names = {}
    for word in pairs(known) do names[#names + 1] = word end
    table.sort(names)
    local near = require("gradus.suggest").question(key, names)
    require("gradus.err").raise("E0106", ("the result of %s has no field %s"):format(name, key),
      near or ("It has %s."):format(table.concat(names, ", ")), 2)
  end
  return function(values) return setmetatable(values, mt) end
end

return M
