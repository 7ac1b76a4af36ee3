--- ensemble: several networks as one, by the mean of what they answer.
-- Requires err, fit.net, fit.probabilities, nn, runs. A module: it evaluates, predicts and
-- plots like one network.

local doc = require "gradus.doc"
local err = require "gradus.err"
local kind_of = require("gradus.options").kind
local net = require "gradus.fit.net"
local opts = require "gradus.options"
local probabilities = require "gradus.fit.probabilities"

local M = {}

local tasks = {"binary", "multiclass", "multilabel", "regression"}

local function check_members(list)
  if type(list) ~= "table" or net.is_module(list) then
    err.raise("E0103", "ensemble needs a list of networks, found " .. kind_of(list),
      "ensemble{m1, m2, m3}", 3)
  end
  if #list == 0 then
    err.raise("E0107", "ensemble needs at least one network", "ensemble{m1, m2, m3}", 3)
  end
  for i, m in ipairs(list) do
    if not net.is_module(m) then
      err.raise("E0103", ("ensemble: member %d must be a network, found %s"):format(i, kind_of(m)),
        "ensemble{m1, m2, m3}", 3)
    end
  end
end

-- What the members were trained for; they must agree.
local function task_of(list)
  local task
  for i, m in ipairs(list) do
    local run = require("gradus.runs").task_of(m)
    if run and task and run ~= task then
      err.raise("E0102", ("ensemble: member %d was trained for %s, those before for "
        .. "%s"):format(i, run,
        task), nil, 3)
    end
    task = task or run
  end
  return task
end

-- Means of probabilities, as logits or their like, so that the usual losses apply to them.
local combine = {
  multiclass = function(p) return p:clamp(1e-30, 1):log() end,
  binary = function(p)
    p = p:clamp(1e-7, 1 - 1e-7)
    return p:log() - (1 - p):log()
  end,
  regression = function(p) return p end,
}
combine.multilabel = combine.binary

-- Networks that fit has not trained may mean anything: then it is the outputs whose mean is taken.
local function forward(self, x)
  local task, sum = self.buffers.task, nil
  for _, m in ipairs(self) do
    local p = task and probabilities.from_outputs(m, m(x), task) or m(x)
    sum = sum and sum + p or p
  end
  return task and combine[task](sum / #self) or sum / #self
end

doc.add {
  name = "ensemble", summary = "Makes one model of several: the mean of their answers.",
  usage = "ensemble{m1, m2, …[, task=]}",
  args = {{name = "task", type = "string",
    doc = '"binary", "multiclass", "multilabel" or "regression"; known after fit'}},
  text = "Classifiers are averaged by their probabilities; what comes out are the logarithms (for "
    .. "yes/no questions the log-odds) of the means, which the usual losses take. Of networks that "
    .. "fit has not trained, and without task=, the outputs themselves are averaged.",
  example = "m = ensemble{mlp(2, 8, 1), mlp(2, 8, 1), task = \"binary\"}\n"
    .. "print(#m, evaluate(m, data.moons{n = 50, seed = 1}).accuracy <= 1)  --> 2\ttrue",
  see = {"evaluate", "predict"},
}

--- Make an ensemble of networks. errors: E0103, E0107.
function M.ensemble(list)
  check_members(list)
  local given = {}
  for name, value in pairs(list) do
    if type(name) == "string" then given[name] = value end
  end
  local task = opts.check("ensemble", given, {
    task = {type = "string", choices = tasks, doc = "what the answers mean"},
  }).task or task_of(list)
  local fields = {forward = forward, name = "Ensemble", buffers = {task = task}}
  for i, m in ipairs(list) do fields[i] = m end
  local model = require("gradus.nn").Module(fields)
  if task then require("gradus.runs").note_task(model, task) end
  return model
end

return M
