--- again: the last run once more, from the same seed and first weights, with named changes only.
-- Requires err, fit, fit.fork, fit.merge, fit.spec, fit.variation, history, options, runs, words.
-- The network of the earlier run is left as it is: the new run trains a copy.

local doc = require "gradus.doc"
local err = require "gradus.err"
local fit = require "gradus.fit"
local fork = require "gradus.fit.fork"
local history = require "gradus.history"
local merge = require "gradus.fit.merge"
local options = require "gradus.options"
local runs = require "gradus.runs"
local spec = require "gradus.fit.spec"
local variation = require "gradus.fit.variation"
local words = require "gradus.words"

local M = {}

local CALLER = 3 -- in err.raise from a function that `again` calls

-- What may be changed: every option of fit, and these.
local changeable = {
  dropout = {type = "table|number|boolean", doc = "{keep=0.5} or {drop=0.5} after each hidden "
    .. "activation; false for none"},
  act = {type = "string", doc = 'the activation of all hidden layers: "tanh", "relu", …'},
  init = {type = "any", doc = 'a rule for the first weights: "he", {constant=0.1}, …'},
  model = {type = "any", doc = "another network instead"},
  train = {type = "any", doc = "other training data instead"},
  from = {type = "integer", min = 0, doc = "go on from this epoch of the run, not from its start"},
}
for name, entry in pairs(spec) do
  changeable[name] = {type = entry.type, doc = entry.doc, min = entry.min, above = entry.above,
    below = entry.below}
end
-- `false` takes an option of the earlier run away.
for _, name in ipairs{"val", "scheduler", "regularizer", "loss", "early_stopping", "clip_norm",
  "l1",
  "l2", "momentum", "weight_decay", "on_epoch"} do
  changeable[name].type = changeable[name].type .. "|boolean"
end

local function change_text(name, value)
  if value == false then return "without " .. name end
  if value == true then return name end
  if type(value) == "table" and getmetatable(value) ~= nil or type(value) == "userdata" then
    return (name == "train" or name == "val" or name == "model") and "another " .. name
      or ("%s %s"):format(name, (tostring(value):gsub("\n.*", "")))
  end
  if type(value) == "function" then return "another " .. name end
  return name .. " " .. words.setting(value)
end

local silent = {verbose = true, plot = true, on_epoch = true, from = true}

--- "run 1 with dropout keep 0.5": what is repeated, and what is different.
local function described(h, changes)
  local names, parts = {}, {}
  for name in pairs(changes) do
    if not silent[name] then names[#names + 1] = name end
  end
  table.sort(names)
  for i, name in ipairs(names) do parts[i] = change_text(name, changes[name]) end
  local which = h.id and "run " .. h.id or "the run"
  if changes.from then which = ("fork of %s at epoch %d"):format(which, changes.from) end
  if #parts == 0 then return changes.from and which or which .. " again" end
  local text = table.concat(parts, ", ")
  return which .. (text:find("^without ") and " " or " with ") .. text
end

-- again{…}, again(3, {…}), again(h, {…}), again()
local function read_arguments(which, changes, level)
  if changes == nil and type(which) == "table" and not history.is(which) then
    which, changes = nil, which
  end
  if which == nil then
    which = runs.latest()
    if not which then
      err.raise("E0102", "again: there is no run to repeat yet",
        "fit(model, train, {…}) makes the first.", level + 1)
    end
  end
  return runs.find(which, "again", level + 1), changes
end

doc.add {
  name = "again", summary = "Repeats the last run with only the named things changed.",
  usage = "again{lr = 0.03}   again(3, {dropout = {keep = 0.5}})",
  args = {
    {name = "dropout", type = "table", doc = changeable.dropout.doc},
    {name = "act", type = "string", doc = changeable.act.doc},
    {name = "init", type = "string or table", doc = changeable.init.doc},
    {name = "model", type = "module", doc = changeable.model.doc},
    {name = "train", type = "dataset", doc = changeable.train.doc},
    {name = "from", type = "integer", doc = changeable.from.doc},
    {name = "…", type = "any", doc = "every option of fit; false takes one away"},
  },
  text = "Same seed, same first weights, same data: what differs in the result comes from the "
    .. "change. The earlier network stays as it was trained; the new one is in h.model.",
  example = "h1 = fit(mlp(2, 16, 1), data.moons{n = 60, seed = 1}, {epochs = 30, verbose = "
    .. "false})\nh2 = again{verbose = false}\nprint(h2.train_loss[30] == h1.train_loss[30])  --> "
    .. "true\nh3 = again{lr = 0.01}",
  see = {"fit", "runs", "runs.diff"},
}

--- Repeat a run (the last one, a number, or a history) with changes. Returns the new history.
-- errors: E0102 no run; E0104 unknown names; those of fit.
function M.again(which, changes)
  local h
  h, changes = read_arguments(which, changes, CALLER - 1)
  runs.check_kept(h, "again", CALLER - 1)
  local checked = options.check("again", changes, changeable)
  if checked.from ~= nil then
    local model, given, middle = fork.of(h, checked, CALLER - 1)
    local forked = fit.run(model, checked.train or h.train, given,
      {changed = described(h, checked), middle = middle}, 2)
    return forked
  end
  local model = variation.network(h, checked, CALLER - 1)
  local merged = merge.options(h, checked, model, CALLER - 1)
  local new = fit.run(model, checked.train or h.train, merged, {changed = described(h, checked),
    middle = fork.middle(h, checked)}, 2)
  return new
end

--- Repeat a run without any change.
function M.replay(which)
  local h = M.again(which, {})
  return h
end

return M
