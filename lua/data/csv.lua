--- data.csv(path): a data set from a text file with one row per line.
-- Requires core, doc, err, options, suggest, data.csv_text, data.csv_words, data.dataset and
-- data.task. A file that is not there gives nil and why; one that cannot be understood raises with
-- its line and column.

local core = require "gradus.core"
local csv_text = require "gradus.data.csv_text"
local csv_words = require "gradus.data.csv_words"
local dataset = require "gradus.data.dataset"
local doc = require "gradus.doc"
local err = require "gradus.err"
local options = require "gradus.options"
local suggest = require "gradus.suggest"
local task = require "gradus.data.task"

local spec = {
  target = {type = "string|integer", doc = "column of the target, by name or number; the last one"},
  header = {type = "boolean",
    doc = "whether the first line holds names; found out where not given"},
  task = {type = "string", choices = {"binary", "multiclass", "regression"},
    doc = "what the target means"},
  delimiter = {type = "string", doc = "what parts the cells; found out where not given"},
  ignore = {type = "table", doc = "columns to leave out, by name or number"},
  one_hot = {type = "table",
    doc = "columns of words to take in: a feature for each word, 1 where it stands, else 0"},
  missing = {type = "string", default = "refuse", choices = {"refuse", "skip"},
    doc = "rows with an empty cell: an error, or left out"},
}

local function read_file(path)
  local file, why = io.open(path, "rb")
  if not file then return nil, "cannot open " .. why end
  local text
  text, why = file:read("a")
  file:close()
  if not text then return nil, ("cannot read %s: %s"):format(path, why) end
  return text
end

-- How messages name a column: by its number, and its name where there is one.
local function column_text(names, i)
  return names and ("column %d (%s)"):format(i, names[i]) or ("column %d"):format(i)
end

local function no_column(which, names, width)
  if type(which) == "number" then
    err.raise("E0102", ("data.csv: there is no column %s; the file has %d"):format(which, width),
      "Columns count from 1.", 6)
  end
  err.raise("E0106", ('data.csv: there is no column "%s"'):format(which),
    names and (suggest.question(which, names) or "The columns are " .. table.concat(names, ", ")
      .. ".")
      or "The file has no line of names; give the column's number, or header=true.", 6)
end

local function find_column(which, names, width)
  if type(which) == "number" then
    if which >= 1 and which <= width then return which end
    no_column(which, names, width)
  end
  for i, name in ipairs(names or {}) do
    if name == which then return i end
  end
  no_column(which, names, width)
end

-- Which columns are inputs of numbers, which of words, and which one is the target.
local function choose_columns(o, names, width)
  local target, words = find_column(o.target or width, names, width), {}
  local is_taken = {[target] = true}
  for _, which in ipairs(o.ignore or {}) do is_taken[find_column(which, names, width)] = true end
  for _, which in ipairs(o.one_hot or {}) do
    local column = find_column(which, names, width)
    if not is_taken[column] then words[#words + 1], is_taken[column] = column, true end
  end
  local inputs = {}
  for i = 1, width do
    if not is_taken[i] then inputs[#inputs + 1] = i end
  end
  return inputs, words, target
end

local function not_a_number(cell, where, delimiter)
  if csv_text.is_missing(cell) then
    err.raise("E0401", ("%s: the value is missing (%q)"):format(where, cell),
      'Fill the cell in, or leave out such lines: missing="skip".', 6)
  end
  local hint = "For a column of words: one_hot={…} takes it in, ignore={…} leaves it out; or name "
    .. "the target: target=…."
  if cell:find("^[+-]?%d+,%d+$") then hint = "The decimal sign is a point." end
  if cell:find(";", 1, true) and delimiter ~= ";" then
    hint = 'Are the cells parted by ";"? delimiter=";"'
  end
  err.raise("E0401", ("%s: %q is not a number"):format(where, cell), hint, 6)
end

local function check_width(cells, width, name, line, first_line)
  if #cells == width then return end
  err.raise("E0401", ("%s, line %d has %d cell%s where line %d has %d"):format(name, line, #cells,
    #cells == 1 and "" or "s", first_line, width), "All lines need as many cells.", 6)
end

local function place(layout, line, column)
  return ("%s, line %d, %s"):format(layout.name, line, column_text(layout.names, column))
end

-- Is one of the cells that count empty?
local function lacks_a_value(cells, layout)
  for _, columns in ipairs{layout.inputs, layout.words, {layout.target}} do
    for _, column in ipairs(columns) do
      if csv_text.is_missing(cells[column]) then return true end
    end
  end
  return false
end

local function read_target(cells, layout, line)
  local target = cells[layout.target]
  if target == "" then not_a_number(target, place(layout, line, layout.target)) end
  if layout.decimal_comma and csv_text.number(target, true) then return (target:gsub(",", ".")) end
  return target
end

local function read_word(cells, column, layout, line)
  if csv_text.is_missing(cells[column]) then
    not_a_number(cells[column], place(layout, line, column), layout.delimiter)
  end
  return cells[column]
end

-- The next rows of `rows`: numbers as float32 text, the words of each column, target cells.
local function read_rows(rows, layout)
  local packed, words, targets, form = {}, {}, {}, "<" .. ("f"):rep(#layout.inputs)
  local values = {}
  for k in ipairs(layout.words) do words[k] = {} end
  for line, cells in rows do
    check_width(cells, layout.width, layout.name, line, layout.first_line)
    if not (layout.skips and lacks_a_value(cells, layout)) then
      for k, column in ipairs(layout.inputs) do
        values[k] = csv_text.number(cells[column], layout.decimal_comma)
          or not_a_number(cells[column], place(layout, line, column), layout.delimiter)
      end
      packed[#packed + 1] = form:pack(table.unpack(values))
      for k, column in ipairs(layout.words) do
        words[k][#packed] = read_word(cells, column, layout, line)
      end
      targets[#targets + 1] = read_target(cells, layout, line)
    end
  end
  return packed, words, targets
end

-- The first rows once more, then the others.
local function chain(first, rest)
  local i = 0
  return function()
    i = i + 1
    if first[i] then return first[i][1], first[i][2] end
    return rest()
  end
end

-- A target asked for by name that stands in the first line tells that this is a line of names.
local function contains(cells, name)
  for _, cell in ipairs(cells) do
    if cell == name then return true end
  end
  return false
end

local most_columns = 100000 -- the numbers of a line stand on Lua's stack at once

local function check_columns(name, width)
  if width <= most_columns then return end
  err.raise("E0401", ("%s has %d columns; at most %d can be read"):format(name, width,
    most_columns), "Is the line end missing?", 6)
end

-- What the file looks like: delimiter, names, columns. Returns it and the rows of data.
local function look(text, name, o)
  local layout = {name = name, delimiter = o.delimiter or csv_text.delimiter(text)}
  layout.decimal_comma = layout.delimiter ~= ","
  local rows = csv_text.rows(text, layout.delimiter, name)
  local first, second = {rows()}, {rows()}
  if not first[1] then err.raise("E0401", name .. " is empty", nil, 5) end
  local header = o.header
  if header == nil then
    header = contains(first[2], o.target)
      or csv_text.has_header(first[2], second[2], layout.decimal_comma)
  end
  layout.names = header and first[2] or nil
  layout.width, layout.first_line = #first[2], first[1]
  check_columns(name, layout.width)
  if header and not second[1] then
    err.raise("E0401", name .. " has a line of names and no data", nil, 5)
  end
  layout.inputs, layout.words, layout.target = choose_columns(o, layout.names, layout.width)
  if #layout.inputs + #layout.words == 0 then
    err.raise("E0401", name .. " has one column only: a target and no inputs",
      'Is the delimiter right? delimiter=";"', 5)
  end
  local read = {}
  if not header then read[1] = first end
  if second[1] then read[#read + 1] = second end
  return layout, chain(read, rows)
end

-- All inputs [rows, features] and their names: the columns of numbers, then those of the words.
local function features_of(layout, packed, words)
  local parts, names = {}, {}
  if #layout.inputs > 0 then
    parts[1] = core.from_bytes(table.concat(packed), {#packed, #layout.inputs})
  end
  for i, column in ipairs(layout.inputs) do names[i] = layout.names and layout.names[column] end
  for k, column in ipairs(layout.words) do
    local x, of_words = csv_words.features(words[k], layout.names and layout.names[column],
      ("%s, %s"):format(layout.name, column_text(layout.names, column)))
    parts[#parts + 1] = x
    table.move(of_words, 1, #of_words, #names + 1, names)
  end
  return #parts > 1 and core.cat(parts, 2) or parts[1], layout.names and names
end

local function base_name(path) return path:match("[^/\\]+$") or path end

--- Read a data set. Returns it; or nil and why, where the file cannot be read.
-- errors: E0401 with line and column for what is not a number, ragged rows, empty files; E0106 for
-- an unknown target column.
local function csv(path, given)
  if type(path) ~= "string" then
    err.raise("E0103", "data.csv needs the name of a file, not " .. options.kind(path), nil, 2)
  end
  local o = options.check("data.csv", given, spec)
  if o.delimiter and #o.delimiter ~= 1 then
    err.raise("E0102", ("data.csv: delimiter must be one character, found %q"):format(o.delimiter),
      nil, 2)
  end
  local text, why = read_file(path)
  if not text then return nil, why end
  local layout, rows = look(csv_text.normal(text), base_name(path), o)
  layout.skips = o.missing == "skip"
  local packed, words, targets = read_rows(rows, layout)
  if #packed == 0 then
    err.raise("E0401", ("%s: every line has an empty cell"):format(layout.name),
      "Leave out the columns that are hardly filled: ignore={…}.", 2)
  end
  local y, kind, classes = task.encode("data.csv", targets, o.task)
  local x, features = features_of(layout, packed, words)
  return dataset.new{x = x, y = y, task = kind, classes = classes, features = features,
    name = layout.name}
end

doc.add{name = "data.csv",
  usage = "data.csv(path[, {target=, header=, task=, delimiter=, ignore=, one_hot=,\n  missing=}])",
  summary = "Reads a data set from a file with one row per line.",
  text = "The last column is the target unless `target` names another. Words are classes, and so "
    .. "are whole numbers of which there are few; task=\"regression\" makes them quantities. "
    .. "Inputs are numbers; one_hot={\"city\"} makes some of a column of words. A file that is not "
    .. "there gives nil and why.",
  args = {{name = "target", doc = spec.target.doc}, {name = "header", doc = spec.header.doc},
    {name = "task", doc = "binary, multiclass, regression"},
    {name = "delimiter", doc = spec.delimiter.doc},
    {name = "ignore", doc = spec.ignore.doc},
    {name = "one_hot", doc = spec.one_hot.doc},
    {name = "missing", default = "refuse", doc = spec.missing.doc}},
  example = 'path = os.tmpname()\nio.open(path, '
    .. '"w"):write("5.1,3.5,cat\\n4.9,3.0,dog\\n6.0,2.0,cow\\n"):close()\n'
    .. "ds = data.csv(path)\nprint(ds.task, #ds, table.concat(ds.classes, ' '))  --> "
    .. "multiclass\t3\tcat cow dog\n"
    .. "os.remove(path)",
  see = {"data.from", "dataset:describe"}}

return csv
