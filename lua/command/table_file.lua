--- What stands in a CSV file, as far as a command must know before it is read as data: which
-- columns hold words, and whether cells are empty. Requires data.csv_text.
-- A network takes numbers: a column of few different words becomes a feature for each, one of many
-- is left out, and so are rows with gaps. All of that is said.

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

-- What stands in each column: {numbers, words (how many cells), different (how many words),
-- seen}; and the rows as they stand.
local function survey(text, delimiter, has_header)
  local found, rows, is_first = {}, {}, has_header
  for _, cells in csv_text.rows(text, delimiter, "the file") do
    if not is_first then
      rows[#rows + 1] = cells
      for i, cell in ipairs(cells) do
        local column = found[i] or {numbers = 0, words = 0, different = 0, seen = {}}
        found[i] = column
        if csv_text.number(cell, delimiter ~= ",") then column.numbers = column.numbers + 1
        elseif not csv_text.is_missing(cell) then
          column.words = column.words + 1
          if not column.seen[cell] then
            column.seen[cell], column.different = true, column.different + 1
          end
        end
      end
    end
    is_first = false
  end
  return found, rows
end

-- Is column `i` the one that an option calls `which`?
local function is_called(i, name, which) return which == i or which == name end

local function is_among(i, name, columns)
  for _, which in ipairs(columns or {}) do
    if is_called(i, name, which) then return true end
  end
  return false
end

local MOST_WORDS = 12 -- different ones in a column, for a feature each
local ROWS_A_WORD = 5 -- on average: what stands in fewer says nothing about others
local SHARE = 0.1     -- of words among numbers, from which on they are no slips of the pen

-- "one_hot", "many" (words), "one" (word in all rows), "mixed", or nil for a column of numbers.
local function kind_of(column, is_wanted)
  if is_wanted then return "one_hot" end
  if column.words == 0 then return nil end
  local filled = column.words + column.numbers
  if column.numbers > 0 then return column.words >= SHARE * filled and "mixed" or nil end
  if column.different == 1 then return "one" end
  local most = math.min(MOST_WORDS, filled / ROWS_A_WORD)
  return column.different <= most and "one_hot" or "many"
end

-- The columns that hold words, but for the target and those left out already: {name, column} by
-- what becomes of them.
local function columns_of_words(found, names, options)
  local out, target = {one_hot = {}, many = {}, one = {}, mixed = {}}, options.target or #found
  for i, column in ipairs(found) do
    local name = names and names[i] or i
    if not is_called(i, name, target) and not is_among(i, name, options.ignore) then
      local kind = kind_of(column, is_among(i, name, options.words))
      if kind then table.insert(out[kind], {name = name, column = column}) end
    end
  end
  return out
end

-- Those of the wanted columns that are not there: whoever reads the data will say so.
local function unknown(found, names, wanted)
  local out = {}
  for _, which in ipairs(wanted or {}) do
    local is_known = false
    for i in ipairs(found) do
      is_known = is_known or is_called(i, names and names[i] or i, which)
    end
    if not is_known then out[#out + 1] = which end
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

-- "sex (2), port (3)": columns and how many different words each holds.
local function counted(columns)
  local parts = {}
  for i, entry in ipairs(columns) do
    parts[i] = ("%s (%d)"):format(entry.name, entry.column.different)
  end
  return table.concat(parts, ", ")
end

local function names_in(columns)
  local out = {}
  for i, entry in ipairs(columns) do out[i] = entry.name end
  return out
end

local function remarks_on(words, gaps, rows)
  local out = {}
  local function say(columns, format, list)
    if columns[1] then out[#out + 1] = format:format(list(columns)) end
  end
  local function listed(columns) return table.concat(names_in(columns), ", ") end
  say(words.one_hot, "words as numbers, 1 where a word stands and 0 elsewhere: %s", counted)
  say(words.many, "left out, for they hold many different words: %s (--words NAME takes one in)",
    counted)
  say(words.mixed, "left out, for they hold numbers and words: %s (--words NAME takes one in as "
    .. "words)", listed)
  say(words.one, "left out, for they hold one word in all rows: %s", listed)
  if gaps > 0 then
    out[#out + 1] = ("left out, for a cell is empty: %d of %d rows"):format(gaps, rows)
  end
  return out
end

--- Look at a file. options: {target, ignore, words}. Returns {ignore = all columns to leave out,
-- one_hot = those whose words become features, has_gaps, remarks = what a user should know}; or nil
-- and why.
function M.read(path, options)
  local text, why = read_text(path)
  if not text then return nil, why end
  local delimiter = csv_text.delimiter(text)
  local first, has_header = look(text, delimiter, options)
  if not first then return nil, path .. " is empty" end
  local names = has_header and first or nil
  local found, rows = survey(text, delimiter, has_header)
  local words = columns_of_words(found, names, options)
  local ignore = {table.unpack(options.ignore or {})}
  for _, kind in ipairs{"many", "mixed", "one"} do
    local strays = names_in(words[kind])
    table.move(strays, 1, #strays, #ignore + 1, ignore)
  end
  local gaps, one_hot = count_gaps(rows, names, ignore), names_in(words.one_hot)
  local strays = unknown(found, names, options.words)
  table.move(strays, 1, #strays, #one_hot + 1, one_hot)
  return {ignore = ignore, one_hot = one_hot, has_gaps = gaps > 0,
    remarks = remarks_on(words, gaps, #rows)}
end

return M
