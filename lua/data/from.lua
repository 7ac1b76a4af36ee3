--- data.from(x, y): a data set of tensors or tables.
-- Requires doc, err, options, data.dataset and data.task.

local dataset = require "gradus.data.dataset"
local doc = require "gradus.doc"
local err = require "gradus.err"
local options = require "gradus.options"
local task = require "gradus.data.task"

local spec = {
  task = {type = "string", choices = dataset.tasks, doc = "what y means; guessed where not given"},
  classes = {type = "table", doc = "names of the classes, in the order of their labels"},
  features = {type = "table", doc = "names of the columns of x"},
  role = {type = "string", doc = '"train", "train_dev", "val" or "test"'},
  name = {type = "string", doc = "how the set is called where it prints"},
}

local function is_names(y) return type(y) == "table" and type(y[1]) == "string" end

local function check_rows(x, y)
  if x:dim() == 0 or x:size(1) == 0 then
    err.raise("E0101", "data.from: x has no rows", nil, 4)
  end
  if x:size(1) ~= y:size(1) then
    err.raise("E0101", ("data.from: x has %d rows and y has %d"):format(x:size(1), y:size(1)),
      "Each row of x needs its target.", 4)
  end
end

local function targets(y, wanted)
  if is_names(y) then return task.encode("data.from", y, wanted) end
  y = task.to_tensor("data.from", "y", y)
  if y:dim() == 0 then y = y:reshape(1) end
  return task.fit_tensor("data.from", y, wanted)
end

--- Make a data set of inputs and targets: tensors, tables of numbers, or class names as targets.
-- x: [n, d] (or [n], taken as one feature); y: as the task wants it (see data.task).
-- errors: E0101 rows that do not match; E0105 labels that cannot be.
local function from(x, y, given)
  local o = options.check("data.from", given, spec)
  x = task.to_tensor("data.from", "x", x)
  if y == nil then err.raise("E0107", "data.from needs targets: data.from(x, y)", nil, 2) end
  local classes
  y, o.task, classes = targets(y, o.task)
  if x:dim() == 1 then x = x:reshape(-1, 1) end
  check_rows(x, y)
  return dataset.new{x = x, y = y, task = o.task, classes = o.classes or classes,
    features = o.features,
    role = o.role, name = o.name}
end

doc.add{name = "data.from", usage = "data.from(x, y[, {task=, classes=, features=, role=}])",
  summary = "Makes a data set of inputs and targets.",
  text = "y: labels 1…C (multiclass), 0 and 1 (binary; in several columns multilabel), other "
    .. "numbers (regression), or a list of class names. `task` says which where y alone does not.",
  args = {{name = "task", doc = table.concat(dataset.tasks, ", ")},
    {name = "classes", doc = spec.classes.doc}, {name = "features", doc = spec.features.doc},
    {name = "role", doc = spec.role.doc}},
  example = 'ds = data.from({{1}, {2}, {3}}, {"cat", "dog", "cow"})\n'
    .. "print(ds.task, ds.classes[3], ds.y)",
  see = {"data.csv", "dataset:split"}}

return from
