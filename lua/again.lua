--- again: the last run once more, from the same seed and first weights, with named changes only.
-- Requires core, err, fit, fit.net, fit.schedule, fit.spec, nn, options, runs, words.
-- The network of the earlier run is left as it is: the new run trains a copy.

local core = require "gradus.core"
local doc = require "gradus.doc"
local err = require "gradus.err"
local fit = require "gradus.fit"
local history = require "gradus.history"
local net = require "gradus.fit.net"
local options = require "gradus.options"
local runs = require "gradus.runs"
local schedule = require "gradus.fit.schedule"
local spec = require "gradus.fit.spec"
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

-- ---- the network -------------------------------------------------------------

local function activation_called(word, level)
  local plain = word:lower():gsub("[^%a]", "")
  for _, record in ipairs(core.records()) do
    if record.kind == "activation" and record.name:lower() == plain then
      return core.nn[record.name]
    end
  end
  err.raise("E0102", ("again: there is no activation %q"):format(word),
    'For example "relu", "tanh", "sigmoid", "leaky_relu".', level + 1)
end

local is_activation

local function activation_names()
  if is_activation then return is_activation end
  is_activation = {}
  for _, record in ipairs(core.records()) do
    if record.kind == "activation" then is_activation[record.name] = true end
  end
  return is_activation
end

-- Is there a layer with weights after position i? Then what stands at i belongs to a hidden layer.
local function is_hidden(layers, i)
  for k = i + 1, #layers do
    if net.parameter_count(layers[k]) > 0 then return true end
  end
  return false
end

-- The layers anew, each hidden activation replaced by `act` and followed by `drop` where they are
-- given.
local function rebuilt(model, act, drop, removes)
  local layers, out = net.layers(model), {}
  for i, layer in ipairs(layers) do
    local name = net.name(layer)
    local hidden = activation_names()[name] and is_hidden(layers, i)
    if name ~= "Dropout" or not removes then
      out[#out + 1] = hidden and act and act() or layer
      if hidden and drop then out[#out + 1] = drop() end
    end
  end
  return require("gradus.nn").Sequential(out)
end

local function dropout_maker(given)
  if given == nil or given == false then return nil end
  if given == true then return function() return core.nn.Dropout{drop = 0.5} end end
  local args = type(given) == "number" and {drop = given} or given
  core.nn.Dropout(args) -- complains about the options before anything is trained
  return function() return core.nn.Dropout(args) end
end

local function check_opens(model, what, level)
  if net.name(model) == "Sequential" then return end
  err.raise("E0103", ("again: %s can be changed only inside of nn.Sequential, this network is %s")
    :format(what, options.kind(model)), "Build the other network and say model = ….", level + 1)
end

-- {constant = 0.1}, {normal = 0.01}, {uniform = 1} as in nn.Linear, or the name of a rule.
local function draw_anew(model, rule)
  local apply = require("gradus.nn").init.model
  if type(rule) ~= "table" then return apply(model, rule) end
  local name, number = next(rule)
  if name == "normal" then return apply(model, name, 0, number) end
  if name == "uniform" then return apply(model, name, -number, number) end
  return apply(model, name, number)
end

local function starting_network(h, changes, level)
  local model = changes.model or h:first_model()
  local drop, act = dropout_maker(changes.dropout), nil
  if changes.act then act = activation_called(changes.act, level + 1) end
  if act or changes.dropout ~= nil then
    check_opens(model, changes.act and "the activation" or "dropout", level + 1)
    model = rebuilt(model, act, drop, changes.dropout ~= nil)
  end
  if changes.init then
    core.with_seed(h.seed, draw_anew, model, changes.init)
  end
  return model
end

-- ---- the options ---------------------------------------------------------------

local of_optimizer = {"lr", "momentum", "nesterov", "weight_decay"}

-- Another optimizer by name: it keeps the rate and what else of the old one it knows.
local function by_name(h, merged, changes)
  local args = h.start.optimizer.args
  merged.optimizer = changes.optimizer
  if merged.lr == nil then merged.lr = args.lr end
  local known = core.optim[merged.optimizer] and merged.optimizer
  for name in pairs(core.optim) do
    if name:lower() == merged.optimizer:lower() then known = name end
  end
  for _, record in ipairs(core.records()) do
    if record.kind == "optim" and record.name == known then
      local has = {}
      for _, arg in ipairs(record.args) do has[arg.name] = true end
      for _, name in ipairs(of_optimizer) do
        if not has[name] and changes[name] == nil then merged[name] = nil end
      end
    end
  end
end

-- The same optimizer over the new network, with what it had gathered where the run began.
local function made_anew(h, merged, changes, model)
  local start = h.start.optimizer
  local args = {}
  for name, value in pairs(start.args) do args[name] = value end
  for _, name in ipairs(of_optimizer) do
    if changes[name] ~= nil then args[name] = changes[name] or 0 end
    merged[name] = nil
  end
  local opt = core.optim[start.name](model:parameters(), args)
  if not h.start.fresh and #start.age == #model:parameters() then
    core.optim_load(opt, {name = start.name, args = args, age = start.age, state = start.state})
  end
  merged.optimizer = opt
  if changes.scheduler == nil and h.options.scheduler ~= nil and merged.scheduler then
    merged.scheduler = type(merged.scheduler) == "function" and merged.scheduler
      or schedule.rebuild(merged.scheduler, opt)
    if changes.lr then opt.lr = changes.lr end
  end
end

local function merged_options(h, changes, model)
  local merged = {}
  for name, value in pairs(h.options) do merged[name] = value end
  for name in pairs(spec) do
    if changes[name] ~= nil then merged[name] = changes[name] or nil end
    if changes[name] == false and type(spec[name].default)
      == "boolean" then merged[name] = false
    end
  end
  merged.seed, merged.val = changes.seed or h.seed, merged.val
  if type(changes.optimizer) == "string" then by_name(h, merged, changes)
  elseif changes.optimizer == nil then made_anew(h, merged, changes, model) end
  return merged
end

-- ---- in words --------------------------------------------------------------------

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

local silent = {verbose = true, plot = true, on_epoch = true}

--- "run 1 with dropout keep 0.5": what is repeated, and what is different.
local function described(h, changes)
  local names, parts = {}, {}
  for name in pairs(changes) do
    if not silent[name] then names[#names + 1] = name end
  end
  table.sort(names)
  for i, name in ipairs(names) do parts[i] = change_text(name, changes[name]) end
  local which = h.id and "run " .. h.id or "the run"
  if #parts == 0 then return which .. " again" end
  local text = table.concat(parts, ", ")
  return which .. (text:find("^without ") and " " or " with ") .. text
end

-- ---- again -------------------------------------------------------------------------

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

local function check_kept(h, level)
  if h.kept then return end
  if h.steps then
    err.raise("E0102", ("again: run %d was a loop of your own"):format(h.id),
      "again repeats what fit trained; run the loop's code once more.", level + 1)
  end
  err.raise("E0102", ("again: the network and data of run %s are no longer kept"):format(h.id
    or "?"),
    "Only the latest runs keep them. Run fit anew.", level + 1)
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
  check_kept(h, CALLER - 1)
  local checked = options.check("again", changes, changeable)
  local model = starting_network(h, checked, CALLER - 1)
  local merged = merged_options(h, checked, model)
  local new = fit.run(model, checked.train or h.train, merged, {changed = described(h, checked)}, 2)
  return new
end

--- Repeat a run without any change.
function M.replay(which)
  local h = M.again(which, {})
  return h
end

return M
