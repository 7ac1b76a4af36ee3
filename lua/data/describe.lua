--- How a data set prints: one line, and ds:describe(), a table of its features and classes.
-- Requires doc, page, data.dataset and data.task. Fits 60 columns.

local dataset = require "gradus.data.dataset"
local doc = require "gradus.doc"
local page = require "gradus.page"
local task = require "gradus.data.task"

local most = 12 -- features or classes shown one by one

local function plural(n, one, many) return ("%d %s"):format(n, n == 1 and one or many) end

local function features_of(ds) return ds.x:numel() // math.max(1, ds.x:size(1)) end

local function one_line(ds)
  local classes = ds.task ~= "regression" and task.class_count(ds)
  return ("%s: %s, %s, %s%s%s"):format(ds.name or "data set", plural(#ds, "row", "rows"),
    plural(features_of(ds), "feature", "features"), ds.task,
    classes and " (" .. plural(classes, "class", "classes") .. ")" or "",
    ds.role and ", " .. ds.role or "")
end

-- Short enough for a column: at most `width` characters.
local function clip(text, width)
  text = tostring(text)
  if (utf8.len(text) or #text) <= width then return text end
  local cut = utf8.offset(text, width) or width
  return text:sub(1, cut - 1) .. "~"
end

local function pad(text, width)
  return text .. (" "):rep(width - (utf8.len(text) or #text))
end

local function number(x) return ("%.4g"):format(x) end

-- Mean, deviation, smallest and largest of each column.
local function column_facts(x)
  local mean = x:mean(1)
  local centred = x - mean
  return mean:tolist(), (centred * centred):mean(1):sqrt():tolist(), (x:min(1)):tolist(),
    (x:max(1)):tolist()
end

-- A mean that is 0 but for rounding is 0.
local function mean_text(mean, low, high)
  if math.abs(mean) < 1e-6 * math.max(math.abs(low), math.abs(high)) then return "0" end
  return number(mean)
end

local function feature_lines(ds, out)
  local x = ds.x:detach():reshape(#ds, -1)
  local names = ds.features or {}
  local shown = math.min(x:size(2), most)
  local mean, std, low, high = column_facts(x:narrow(2, 1, shown))
  local form = "%s %9s %9s %9s %9s"
  out[#out + 1] = form:format(pad("feature", 18), "mean", "deviation", "smallest", "largest")
  for i = 1, shown do
    local name = pad(clip(names[i] or "x" .. i, 18), 18)
    out[#out + 1] = form:format(name, mean_text(mean[i], low[i], high[i]), number(std[i]),
      number(low[i]), number(high[i]))
  end
  if x:size(2) > shown then out[#out + 1] = ("… and %d more"):format(x:size(2) - shown) end
end

-- How many rows carry each class; for multilabel, how many carry each label.
local function class_counts(ds)
  local counts = {}
  local function add(class) counts[class] = (counts[class] or 0) + 1 end
  for _, y in ipairs(ds.y:tolist()) do
    if ds.task == "multilabel" then
      for i, bit in ipairs(y) do if bit == 1 then add(i) else counts[i] = counts[i] or 0 end end
    else
      add(type(y) == "table" and y[1] // 1 + 1 or y // 1)
    end
  end
  return counts
end

local function class_name(ds, i)
  if ds.classes and ds.classes[i] then return ds.classes[i] end
  return ds.task == "binary" and tostring(i - 1) or ds.task == "multilabel" and "label " .. i
    or tostring(i)
end

local function class_lines(ds, out)
  local counts = class_counts(ds)
  local last = 0
  for i in pairs(counts) do last = math.max(last, i) end
  if ds.classes then last = math.max(last, #ds.classes) end
  out[#out + 1] = ("%s %9s %9s"):format(pad("class", 18), "rows", "share")
  for i = 1, math.min(last // 1 | 0, most) do
    local n = counts[i] or 0
    out[#out + 1] = ("%s %9d %7.0f %%"):format(pad(clip(class_name(ds, i), 18), 18), n,
      100 * n / #ds)
  end
  if last > most then out[#out + 1] = ("… and %d more"):format(last - most) end
end

local function target_lines(ds, out)
  local y = ds.y:detach():reshape(#ds, -1)
  local mean, std, low, high = column_facts(y)
  for i = 1, math.min(#mean, most) do
    local name = pad(#mean == 1 and "target" or "target " .. i, 18)
    out[#out + 1] = ("%s %9s %9s %9s %9s"):format(name, mean_text(mean[i], low[i], high[i]),
      number(std[i]), number(low[i]), number(high[i]))
  end
end

--- Features with their ranges and classes with their counts, as a table.
function dataset.methods.describe(ds)
  dataset.rows(ds, "describe")
  local out = {one_line(ds), ""}
  feature_lines(ds, out)
  if ds.task == "regression" then target_lines(ds, out)
  else
    out[#out + 1] = ""
    class_lines(ds, out)
  end
  return page(out)
end

doc.add{name = "dataset:describe", usage = "ds:describe()",
  summary = "Shows each feature's range and each class's share.",
  example = "ds = data.from({{1, 10}, {2, 20}, {3, 30}, {4, 40}}, {0, 0, 0, 1})\n"
    .. "print(ds:describe())\n"
    .. "--> data set: 4 rows, 2 features, binary (2 classes)\n-->\n"
    .. "--> feature                 mean deviation  smallest   largest\n"
    .. "--> x1                       2.5     1.118         1         4\n"
    .. "--> x2                        25     11.18        10        40\n-->\n"
    .. "--> class                   rows     share\n"
    .. "--> 0                          3      75 %\n"
    .. "--> 1                          1      25 %",
  see = {"dataset:split"}}

-- A set of one row shows it; others say what they are.
function dataset.mt.__tostring(ds)
  if #ds ~= 1 then return one_line(ds) end
  local cells = {}
  for i, value in ipairs(ds.x:reshape(-1):tolist()) do
    if i > most then cells[i] = "…" break end
    cells[i] = number(value)
  end
  local label = ds:labels()[1]
  if type(label) == "table" then label = table.concat(label, " ") end
  if type(label) == "number" then label = number(label) end
  return ("[%s] -> %s"):format(table.concat(cells, " "), label)
end
