--- fit: train a network on a dataset, show how it goes, return the history.
-- Requires the parts in fit/, history, runs and events. The loop itself is in fit/loop.lua.
--
-- Whatever happens in between (Ctrl-C, an error in a layer of the user's own), the modes of the
-- model and the random generator are put back; Ctrl-C ends a run and raises nothing.

local choose = require "gradus.fit.choose"
local config = require "gradus.fit.config"
local core = require "gradus.core"
local data = require "gradus.fit.data"
local doc = require "gradus.doc"
local err = require "gradus.err"
local events = require "gradus.events"
local history = require "gradus.history"
local judge = require "gradus.fit.judge"
local loop = require "gradus.fit.loop"
local loops = require "gradus.loops"
local net = require "gradus.fit.net"
local opts = require "gradus.options"
local penalty = require "gradus.fit.penalty"
local progress = require "gradus.fit.progress"
local runs = require "gradus.runs"
local schedule = require "gradus.fit.schedule"
local snapshot = require "gradus.fit.snapshot"
local spec = require "gradus.fit.spec"
local stopping = require "gradus.fit.stopping"
local sys = require "gradus.sys"

local M = {}

-- What `prepare` calls runs under a pcall of `run`, which fit and again call: whoever called those
-- is six levels up.
local CALLER = 6

local function was_interrupted(e) return err.is(e) and e.code == "E0302" end

local function check_model(model)
  if net.is_module(model) then
    if #model:parameters() > 0 then return end
    err.raise("E0107", "fit: this model has nothing to train: it has no parameters",
      "Layers with weights, such as nn.Linear, have some.", CALLER + 1)
  end
  local hint = "For example mlp(2, 16, 1), or nn.Sequential{nn.Linear(2, 16), nn.ReLU(), "
    .. "nn.Linear(16, 1)}."
  if model == nil then err.raise("E0107", "fit needs a model to train", hint, CALLER + 1) end
  err.raise("E0103", "fit: the model must be a module, found "
    .. "" .. opts.kind(model), hint, CALLER + 1)
end

local function wants_accuracy(metrics)
  if metrics == nil then return true end
  for _, name in ipairs(metrics) do
    if name ~= "accuracy" then
      err.raise("E0102", ("fit: there is no metric %q"):format(tostring(name)),
        'metrics = {"accuracy"}, or {} for none.', CALLER + 1)
    end
  end
  return #metrics > 0
end

-- A short whole number from the global generator: easy to type into seed = …
local function fresh_seed() return math.floor(core.rand(1):item() * 999999) + 1 end

local function live_picture(wanted, h)
  if not wanted or progress.is_quiet() then return nil end
  local ok, live = pcall(require, "gradus.plot.live")
  return ok and live.open(h) or nil
end

local function check_arguments(model, train, given)
  check_model(model)
  data.check(train, "fit", "a dataset to train on", CALLER)
  local options = opts.check("fit", given, spec, CALLER + 1)
  if options.val then data.check(options.val, "fit", "a dataset as val", CALLER) end
  schedule.check(options.scheduler, CALLER)
  options.optimizer = options.optimizer or schedule.optimizer_of(options.scheduler)
  return options
end

-- Loss, optimizer and penalties of a run whose model, train and val are there.
local function equip(run, options, given, previous)
  local model = run.model
  run.crit = choose.loss(options.loss, model, run.train.task, CALLER)
  run.modes:set(false)
  data.try(model, run.train, options.loss == nil, CALLER)
  run.opt, run.remark = choose.optimizer(options, model, previous and previous.optimizer, CALLER)
  run.terms, run.after = penalty.collect(options, model, CALLER)
  run.penalty = penalty.sum(run.terms)
  run.clip, run.clip_grad = options.clip_norm, options.clip_norm
    and require("gradus.nn.utils").clip_grad_norm_
  run.params = model:parameters()
  run.watch = stopping.new(options.early_stopping, model, run.val ~= nil, CALLER)
  run.count = wants_accuracy(options.metrics) and judge.counter(model, run.train.task, run.crit)
    or nil
  run.scheduler, run.on_epoch = schedule.resolve(options.scheduler, run.opt), options.on_epoch
  schedule.check_steers(run.scheduler, run.opt, CALLER)
  run.given = given
end

-- What was there before the first step, for `again` and `replay`.
local function starting_point(run)
  local state = core.optim_state(run.opt)
  local fresh = true
  for _, age in ipairs(state.age) do fresh = fresh and age == 0 end
  return {weights = snapshot.take(run.model), optimizer = state, fresh = fresh,
    scheduler = schedule.copy(run.scheduler)}
end

local function new_history(run, options, previous)
  local h = history.new{
    model = run.model, seed = options.seed or fresh_seed(), source = run.source,
    task = run.train.task,
    train = run.train, val = run.val, optimizer = run.opt, loss_function = run.crit,
    options = run.given,
    start = starting_point(run), config = config.of_run(run, options), kept = true,
    baseline_loss = judge.baseline_loss(run.train.y, run.train.task),
    continues = previous and previous.id, changed = run.changed, total_epochs = previous
    and previous.total_epochs or run.middle and run.middle.epochs or 0,
  }
  h.start.middle = run.middle
  h.start.epochs = h.total_epochs
  return h
end

local function prepare(run, model, train, given)
  local options = check_arguments(model, train, given)
  run.model, run.train, run.val = model, train, options.val
  run.modes = net.modes(model)
  local previous = not run.middle and runs.continued_by(model) or nil
  equip(run, options, given or {}, previous)
  run.epochs, run.batch = options.epochs, options.batch
  run.batch_options = {shuffle = options.shuffle}
  run.sample = data.sample(train)
  local h = new_history(run, options, previous)
  run.history = h
  runs.note_task(model, train.task)
  if not progress.is_quiet() then runs.number(h) end
  run.progress = progress.open(h, run.epochs, math.ceil(train.x:size(1) / run.batch),
    options.verbose)
  run.live = live_picture(options.plot, h)
  run.plot = options.plot
end

local function train_all(run)
  if run.middle and run.middle.rng then core.set_rng_state(run.middle.rng) end
  if run.remark then run.progress:remark(run.remark) end
  if run.history.id then events.emit("fit_start", run.history) end
  return loop.run(run)
end

local lists = {"train_loss", "val_loss", "train_accuracy", "val_accuracy", "lr", "penalty"}

-- Idempotent: an interrupt in the middle of it starts it again.
local function finish(run, started)
  local h = run.history
  for _, name in ipairs(lists) do
    local list = h[name]
    for i = #list, h.epochs + 1, -1 do list[i] = nil end
  end
  if run.watch then rawset(h, "restored", run.watch:give_back()) end
  run.modes:restore()
  h:find_best()
  h.total_epochs = h.start.epochs + h.epochs
  h.seconds = sys.now() - started
  if h.id then runs.keep(h) end
end

-- Work that must be completed although Ctrl-C may be pressed again: each part can be repeated.
local function sheltered(fn, ...)
  for _ = 1, 5 do
    local done, e = pcall(fn, ...)
    if done then return end
    if not was_interrupted(e) then error(e, 0) end
  end
end

local function report(run)
  local h = run.history
  if run.live then run.live:close(h) end
  if h.id and not run.announced then
    run.announced = true
    events.emit("fit_end", h)
  end
  if run.progress:finish(h:summary()) then history.note_shown(h) end
  if run.plot and not run.live and not progress.is_quiet() then require("gradus").plot(h) end
end

-- Raise again, blaming the line that called fit where the fault showed inside of our own code.
local function blame(e, source)
  local where = err.is(e) and rawget(e, "where")
  if err.is(e)
    and (not where or where:find("[gradus]", 1, true)) then rawset(e, "where", source)
  end
  error(e, 0)
end

-- Inside of an experiment of many runs Ctrl-C ends the experiment, not this run alone.
local function outcome(run, ok, ended)
  if ok then return ended end
  if was_interrupted(ended) and not progress.is_quiet() then return "interrupted" end
  run.progress:clear()
  run.modes:restore()
  blame(ended, run.source)
end

-- Ctrl-C while a run was being prepared.
local function nothing_done(model)
  return history.new{model = model, stopped = "interrupted", config = {}, total_epochs = 0}
end

local function where_called(level)
  local info = debug.getinfo(level + 1, "Sl")
  if not info or info.currentline < 0 then return nil end
  return info.short_src .. ":" .. info.currentline
end

doc.add {
  name = "fit", summary = "Trains a network on a dataset and returns the history of the run.",
  usage = "h = fit(model, train, {val=, epochs=20, batch=32, lr=, …})",
  args = require "gradus.fit.options_doc",
  text = "Loss: by the task of the data and the last layer, unless loss= says otherwise. "
    .. "Optimizer: Adam with lr 0.001, unless optimizer= (or lr=) says otherwise. train_loss is "
    .. "measured like val_loss: after the epoch, in evaluation mode, without penalties; on more "
    .. "than 5,000 rows, on 5,000 of them. Ctrl-C ends the run and keeps what was learned. The "
    .. "history is also entered in `runs`; `again{…}` repeats it with a change.",
  example = "train, val = data.moons{n = 200, seed = 1}:split{train = 0.5, val = 0.5, seed = 1}\n"
    .. "h = fit(mlp(2, 16, 1), train, {val = val, epochs = 50, verbose = false})\n"
    .. "print(#h.val_loss)  --> 50",
  see = {"again", "evaluate", "plot", "diagnose", "runs"},
}

--- Prepare, train, report: what fit and again share. extra, from `again`: {changed =} in words;
-- {middle = {epochs =, rng =}} for a run that goes on where an epoch of another ended.
-- level: whose line is to blame and is noted as the source of the run (2: the caller of fit).
function M.run(model, train, given, extra, level)
  extra = extra or {}
  local run, started = {source = where_called(level + 1), changed = extra.changed,
    middle = extra.middle}, sys.now()
  local ok, e = pcall(prepare, run, model, train, given)
  if not ok then
    if run.modes then run.modes:restore() end
    if was_interrupted(e) and not progress.is_quiet() then return nothing_done(model) end
    blame(e, run.source)
  end
  local ended
  ok, ended = pcall(loops.unnoted, core.with_seed, run.history.seed, train_all, run)
  run.history.stopped = outcome(run, ok, ended)
  sheltered(finish, run, started)
  sheltered(report, run)
  return run.history
end

--- Train `model` on the dataset `train`. given: options, see fit/spec.lua. Returns a history.
-- errors: E0103 wrong kinds of arguments, E0104 unknown options, E0102 values out of range, E0107
-- what is missing, E0101 shapes that do not fit.
function M.fit(model, train, given)
  local h = M.run(model, train, given, nil, 2)
  return h
end

return M
