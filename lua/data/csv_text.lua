--- Reading comma-separated text: rows of cells with line numbers, the delimiter, the header.
-- Requires err. Follows RFC 4180: quoted cells may hold delimiters, doubled quotes and line ends.
-- Knows nothing of data sets.

local err = require "gradus.err"

local M = {}

--- Remove a byte-order mark, and make all line ends one kind.
function M.normal(text)
  text = text:gsub("^\239\187\191", "")
  if text:find("\r", 1, true) then text = text:gsub("\r\n", "\n"):gsub("\r", "\n") end
  return text
end

local function trim(cell) return cell:match("^%s*(.-)%s*$") end

-- A line without quotes.
local function plain_cells(line, delimiter)
  local cells, from = {}, 1
  while true do
    local at = line:find(delimiter, from, true)
    cells[#cells + 1] = trim(line:sub(from, (at or 0) - 1))
    if not at then return cells end
    from = at + 1
  end
end

-- The quoted cell that opens at `from`: its text and where it ended, or nil where it never closes.
local function quoted_cell(text, from)
  local parts, at = {}, from + 1
  while true do
    local close = text:find('"', at, true)
    if not close then return nil end
    parts[#parts + 1] = text:sub(at, close - 1)
    if text:sub(close + 1, close + 1) ~= '"' then return table.concat(parts), close + 1 end
    parts[#parts + 1] = '"'
    at = close + 2
  end
end

-- A row that begins at `from` and has quotes in it. Returns its cells and where the next row
-- begins.
local function quoted_cells(text, from, delimiter, where)
  local cells = {}
  while true do
    local start = text:match("^[ \t]*()", from)
    local cell, after
    if text:sub(start, start) == '"' then
      cell, after = quoted_cell(text, start)
      if not cell then
        err.raise("E0401", where .. ": a quoted cell begins here and does not end", nil, 6)
      end
      after = text:match("^[ \t]*()", after)
    else
      after = text:find("[" .. delimiter .. "\n]", from) or #text + 1
      cell = trim(text:sub(from, after - 1))
    end
    cells[#cells + 1] = cell
    local next_char = text:sub(after, after)
    if next_char == "\n" or next_char == "" then return cells, after + 1 end
    if next_char ~= delimiter then
      local rest = text:match("^[^\n]*", after):sub(1, 10)
      err.raise("E0401", ("%s: text follows a quoted cell: %q"):format(where, rest), nil, 6)
    end
    from = after + 1
  end
end

local function count_lines(text, from, to)
  local n = 0
  for _ in text:sub(from, to):gmatch("\n") do n = n + 1 end
  return n
end

--- Iterate over the rows of a text: line number, cells. Empty lines are passed over.
-- name: how the file is called in errors. errors: E0401 for a quote that does not close.
function M.rows(text, delimiter, name)
  local from, line = 1, 1
  return function()
    while from <= #text do
      local stop = text:find("\n", from, true) or #text + 1
      local raw, at = text:sub(from, stop - 1), line
      if raw:find('"', 1, true) then
        local cells, after = quoted_cells(text, from, delimiter, ("%s, line %d"):format(name, line))
        line, from = line + count_lines(text, from, after - 1), after
        return at, cells
      end
      from, line = stop + 1, line + 1
      if raw:find("%S") then return at, plain_cells(raw, delimiter) end
    end
  end
end

-- How many cells the first ten rows have with this delimiter; 1 where they do not all have as many.
local function regular_width(text, delimiter)
  local width, count = nil, 0
  for _, cells in M.rows(text, delimiter, "") do
    if width and width ~= #cells then return 1 end
    width, count = #cells, count + 1
    if count == 10 then break end
  end
  return width or 1
end

--- The delimiter of a text: the one that parts its first lines into the most cells, always as many.
function M.delimiter(text)
  local best, most = ",", 1
  for _, candidate in ipairs{",", ";", "\t", "|"} do
    -- with the wrong delimiter, quotes may make no sense
    local done, width = pcall(regular_width, text, candidate)
    if done and width > most then best, most = candidate, width end
  end
  return best
end

local largest = 3.4028234e38 -- of a float32

--- A cell as a number, or nil. decimal_comma: "5,1" is a number, too. 1e99, which a tensor could
-- only hold as infinity, is none.
function M.number(cell, decimal_comma)
  if decimal_comma and cell:find("^[+-]?%d*,%d+") then cell = cell:gsub(",", ".", 1) end
  if not cell:find("^[+-]?[%d.]") or cell:find("[xX]") then return nil end
  local number = tonumber((cell:gsub("^%+", "")))
  return number and math.abs(number) <= largest and number or nil
end

local function any_number(cells, decimal_comma)
  for _, cell in ipairs(cells) do
    if M.number(cell, decimal_comma) then return true end
  end
  return false
end

--- Does a cell say that nothing is known: "", "?", "NA" or "nan"?
function M.is_missing(cell)
  return cell == "" or cell == "?" or cell:upper() == "NA" or cell:lower() == "nan"
end

--- Is the first row a header? Where it has no number, and the second (if there is one) has.
function M.has_header(first, second, decimal_comma)
  if any_number(first, decimal_comma) then return false end
  return not second or any_number(second, decimal_comma)
end

return M
