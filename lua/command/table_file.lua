--- What stands in a CSV file, as far as a command must know before it is read as data: which
-- columns hold words, and whether cells are empty. Requires data.csv_text. A network takes numbers:
-- columns of words and rows with gaps are left out, and that is said.

local csv_text = require "gradus.data.csv_text"

local M = {}

local function read_text(path)
  local file, why = io.open(path, "rb")
  if not file then return nil, "cannot open " .. why end
  local text, problem = file:read("a")
  file:close()
  if not text then return nil, ("cannot read %s: %s"):format(path, problem) end
  return csv_text.normal(text)
end

local function contains(list, value)
  for _, item in ipairs(list or {}) do
    if item == value then return true end
  end
  return false
end

-- The first row, and whether it holds names.
local function look(text, delimiter, options)
  local rows = csv_text.rows(text, delimiter, "the file")
  local _, first = rows()
  local _, second = rows()
  if not first then return nil end
  return first, contains(first, options.target)
    or csv_text.has_header(first, second, delimiter ~= ",")
end

-- Numbers, words and empty cells of each column: {numbers, words}, and the rows as they stand.
local function survey(text, delimiter, has_header)
  local found, rows, is_first = {}, {}, has_header
  for _, cells in csv_text.rows(text, delimiter, "the file") do
    if not is_first then
      rows[#rows + 1] = cells
      for i, cell in ipairs(cells) do
        local column = found[i] or {numbers = 0, words = 0}
        found[i] = column
        local kind = csv_text.number(cell, delimiter ~= ",") and "numbers"
          or not csv_text.is_missing(cell) and "words"
        if kind then column[kind] = column[kind] + 1 end
      end
    end
    is_first = false
  end
  return found, rows
end

-- Is column `i` the one that an option calls `which`?
local function is_called(i, name, which) return which == i or which == name end

-- The columns that hold words and not one number, but for the target and those left out already.
local function columns_of_words(found, names, options)
  local out, target = {}, options.target or #found
  for i, column in ipairs(found) do
    local name = names and names[i] or i
    local is_known = is_called(i, name, target)
    for _, which in ipairs(options.ignore or {}) do
      is_known = is_known or is_called(i, name, which)
    end
    if not is_known and column.numbers == 0 and column.words > 0 then out[#out + 1] = name end
  end
  return out
end

-- How many rows have an empty cell in a column that counts.
local function count_gaps(rows, names, ignored)
  local count = 0
  for _, cells in ipairs(rows) do
    local has_gap = false
    for i, cell in ipairs(cells) do
      local name = names and names[i] or i
      if csv_text.is_missing(cell) and not contains(ignored, name) and not contains(ignored, i) then
        has_gap = true
      end
    end
    count = count + (has_gap and 1 or 0)
  end
  return count
end

local function remarks_on(strays, gaps, rows)
  local out = {}
  if #strays > 0 then
    out[1] = "left out, for they hold words and no numbers: " .. table.concat(strays, ", ")
  end
  if gaps > 0 then
    out[#out + 1] = ("left out, for a cell is empty: %d of %d rows"):format(gaps, rows)
  end
  return out
end

--- Look at a file. options: {target, ignore}. Returns {ignore = all columns to leave out, has_gaps,
-- remarks = what a user should know}; or nil and why.
function M.read(path, options)
  local text, why = read_text(path)
  if not text then return nil, why end
  local delimiter = csv_text.delimiter(text)
  local first, has_header = look(text, delimiter, options)
  if not first then return nil, path .. " is empty" end
  local names = has_header and first or nil
  local found, rows = survey(text, delimiter, has_header)
  local strays = columns_of_words(found, names, options)
  local ignore = {table.unpack(options.ignore or {})}
  table.move(strays, 1, #strays, #ignore + 1, ignore)
  local gaps = count_gaps(rows, names, ignore)
  return {ignore = ignore, has_gaps = gaps > 0, remarks = remarks_on(strays, gaps, #rows)}
end

return M
