--- What the baselines share: :fit(ds), the call, strict fields, printing.
-- Requires core, class, err, fit.data, options and words. A rule brings two functions on plain Lua
-- numbers, which are doubles: learn(self, rows, targets) and answer(self, row) -> list of numbers.

local class = require "gradus.class"
local core = require "gradus.core"
local data = require "gradus.fit.data"
local err = require "gradus.err"
local kind_of = require("gradus.options").kind
local words = require "gradus.words"

local M = {}

-- Targets as rows of numbers; classes as their number from 1.
local function read_targets(ds)
  local y = ds.y:tolist()
  for i, value in ipairs(y) do
    if ds.task == "binary" then
      y[i] = (type(value) == "table" and value[1] or value) > 0.5 and 2 or 1
    elseif ds.task == "regression" and type(value) ~= "table" then y[i] = {value} end
  end
  return y
end

local function read_rows(x) return x:reshape(x:size(1), -1):tolist() end

local function check_task(rule, ds, level)
  if rule.tasks[ds.task] then return end
  local fits = {}
  for task in pairs(rule.tasks) do fits[#fits + 1] = task end
  table.sort(fits)
  err.raise("E0102", ("baseline.%s cannot learn a %s task"):format(rule.name, ds.task),
    ("It learns %s."):format(table.concat(fits, " or ")), level + 1)
end

local function count_classes(ds, targets)
  if ds.task == "binary" then return 2 end
  if ds.task ~= "multiclass" then return nil end
  local n = ds.classes and #ds.classes or 0
  for i, t in ipairs(targets) do
    targets[i] = t // 1 | 0
    n = math.max(n, targets[i])
  end
  return n
end

-- Answers of all rows as a tensor: [n, k] values, [n, C] probabilities, [n, 1] for yes or no.
local function answer_all(self, rule, x)
  local out = {}
  for i, row in ipairs(read_rows(x)) do
    local answer = rule.answer(self, row)
    out[i] = self.task == "binary" and {answer[2]} or answer
  end
  return core.tensor(out)
end

local function check_input(self, rule, x)
  if not self.task then
    err.raise("E0107", ("baseline.%s has learned nothing yet"):format(rule.name),
      "m:fit(ds) first.", 3)
  end
  if core.kind(x) ~= "tensor" then
    err.raise("E0103", ("baseline.%s answers a tensor, not %s"):format(rule.name, kind_of(x)),
      data.is(x) and "m(ds.x), or evaluate(m, ds)." or nil, 3)
  end
  local width = x:numel() // math.max(1, x:size(1))
  if width ~= self.features then
    err.raise("E0101", ("baseline.%s learned from %s, this row has %d"):format(rule.name,
      words.count(self.features, "feature"), width), nil, 3)
  end
end

--- Make the constructor of a learner from its rule: {name, tasks = {regression = true, …}, learn,
-- answer, text(self)}. The constructor takes the fields that describe it.
function M.define(rule)
  local kind = class.new("baseline." .. rule.name, {task = true, outputs = true, features = true,
    class_count = true, rows = true})
  function kind.methods.fit(self, ds)
    data.check(ds, ("baseline.%s:fit"):format(rule.name), "a dataset", 2)
    check_task(rule, ds, 2)
    local targets = read_targets(ds)
    local rows = read_rows(ds.x)
    rawset(self, "features", #rows[1])
    rawset(self, "class_count", count_classes(ds, targets))
    rule.learn(self, rows, targets, ds.task)
    rawset(self, "rows", #rows)
    rawset(self, "task", ds.task)
    rawset(self, "outputs", ds.task ~= "regression" and "probability" or nil)
    return self
  end
  kind.mt.__call = function(self, x)
    check_input(self, rule, x)
    return answer_all(self, rule, x)
  end
  kind.mt.__tostring = function(self)
    local learned = self.task and ("learned from " .. words.count(self.rows, "row"))
      or "has learned nothing yet"
    return rule.text(self) .. "  " .. learned
  end
  return function(fields) return setmetatable(fields, kind.mt) end
end

return M
