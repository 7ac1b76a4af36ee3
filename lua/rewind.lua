--- rewind: a run as it was after one of its epochs, by training it once more from its own start.
-- Requires coach.pause, core, err, fit, fit.merge, fit.progress, fit.schedule, fit.snapshot,
-- options, runs, sys and words. Nothing is kept per epoch: a run repeats bit for bit, and that is
-- checked by its loss.

local core = require "gradus.core"
local doc = require "gradus.doc"
local err = require "gradus.err"
local events = require "gradus.events"
local fit = require "gradus.fit"
local kind_of = require("gradus.options").kind
local merge = require "gradus.fit.merge"
local pause = require "gradus.coach.pause"
local progress = require "gradus.fit.progress"
local runs = require "gradus.runs"
local schedule = require "gradus.fit.schedule"
local snapshot = require "gradus.fit.snapshot"
local sys = require "gradus.sys"
local words = require "gradus.words"

local M = {}

local CALLER = 3 -- in err.raise from a function that `rewind` calls

local function check_epoch(h, epoch, who, level)
  if math.type(tonumber(epoch)) == nil or type(epoch) ~= "number" then
    err.raise(epoch == nil and "E0107" or "E0103",
      ("%s: which epoch? found %s"):format(who, kind_of(epoch)),
      ("Run %d has the epochs 0 (before training) to %d."):format(h.id, h.epochs), level + 1)
  end
  if epoch % 1 ~= 0 or epoch < 0 or epoch > h.epochs then
    err.raise("E0102", ("%s: run %d has no epoch %s"):format(who, h.id, words.setting(epoch)),
      ("It has the epochs 0 (before training) to %d."):format(h.epochs), level + 1)
  end
end

-- Two losses of the same epoch; a loss that is no number equals itself here.
local function same(a, b) return a == b or a ~= a and b ~= b end

local function check_repeated(h, again, epoch, who, level)
  if same(h.train_loss[epoch], again.train_loss[epoch]) then return end
  err.raise("E0102", ("%s: run %d does not repeat exactly: the loss of epoch %d came out as %s, "
    .. "and was %s"):format(who, h.id, epoch, words.num(again.train_loss[epoch]),
      words.num(h.train_loss[epoch])),
    "Something outside of fit took part: changed data, a knob, an on_epoch function. Nothing was "
      .. "changed.", level + 1)
end

-- The options of the repeated run. Chance is noted at the end of the last epoch, after all that
-- uses it.
local function repeated_options(h, model, epoch, state, level)
  local options = merge.options(h, {}, model, level + 1)
  options.scheduler = schedule.resolve(options.scheduler, options.optimizer)
  state.model, state.optimizer, state.scheduler = model, options.optimizer, options.scheduler
  local theirs = options.on_epoch
  options.on_epoch = function(again, k)
    local answer
    if theirs then answer = theirs(again, k) end
    state.rng = core.rng_state()
    return answer
  end
  options.epochs, options.early_stopping, options.plot = math.max(1, epoch), nil, false
  options.verbose = false
  return options
end

local function first_state(h, state)
  state.rng = core.with_seed(h.seed, function()
    local middle = h.start.middle
    if middle and middle.rng then core.set_rng_state(middle.rng) end
    return core.rng_state()
  end)
  return state
end

--- Run h after `epoch` of its epochs: {model, optimizer, scheduler, rng, history}, all of them
-- copies. who: the function that was asked. errors: E0102 no such epoch, or not repeatable; E0302.
function M.state(h, epoch, who, level)
  runs.check_kept(h, who, level + 1)
  check_epoch(h, epoch, who, level + 1)
  local state = {}
  local options = repeated_options(h, h:first_model(), epoch, state, level + 1)
  if epoch == 0 then return first_state(h, state) end
  local extra = {middle = h.start.middle}
  state.history = progress.quietly(pause, fit.run, state.model, h.train, options, extra, 2)
  check_repeated(h, state.history, epoch, who, level + 1)
  return state
end

-- What the learner holds keeps its place: numbers are copied into it.
local function put_into(h, state)
  events.emit("rewind", h.model, h.optimizer)
  snapshot.put_back(snapshot.take(state.model), h.model)
  local kept = core.kind(h.optimizer) == "optimizer"
    and #h.optimizer.params == #state.optimizer.params
  if kept then core.optim_load(h.optimizer, core.optim_state(state.optimizer)) end
  core.set_rng_state(state.rng)
  return kept
end

local function losses(h, epoch)
  if epoch == 0 then return "first weights" end
  local text = "train " .. words.num(h.train_loss[epoch])
  if h.val_loss[epoch] then text = text .. "  val " .. words.num(h.val_loss[epoch]) end
  return text
end

local make_result = words.result("rewind", "run epoch model optimizer seconds text",
  function(r) return r.text end)

local function described(h, epoch, kept, seconds)
  local where = epoch == 0 and "before its first epoch"
    or ("after epoch %d of %d"):format(epoch, h.epochs)
  local how = epoch == 0 and ""
    or ("\n(found by training it once more, %s)"):format(words.seconds(seconds))
  return ("run %d %s: %s\nput back in place: weights%s, random state%s"):format(h.id, where,
    losses(h, epoch), kept and ", optimizer" or "", how)
end

doc.add {
  name = "runs.rewind", summary = "Puts the network of a run back to one of its epochs.",
  usage = "runs.rewind(3, 40)   :rewind 3 40",
  args = {{name = "run", type = "history or number", doc = "which run"},
    {name = "epoch", type = "integer", doc = "after which of its epochs; 0: before the first"}},
  text = "The weights, what the optimizer had gathered and the random state become what they were, "
    .. "in place: m is the same network. The run is trained once more from its own seed and first "
    .. "weights to get there, and its loss is compared. At the prompt :undo undoes it.",
  example = "m = mlp(2, 8, 1)\nh = fit(m, data.moons{n = 40, seed = 1}, {epochs = 9, verbose = "
    .. "false})\nr = runs.rewind(h, 4)\nprint(r.epoch, r.model == m)  --> 4\ttrue",
  see = {"runs", "again", "fit"},
}

--- Put the network, the optimizer and chance of a run back to one of its epochs. errors: E0102,
-- E0103, E0107; E0302 for Ctrl-C, with nothing changed.
function M.rewind(which, epoch)
  local h = runs.find(which, "runs.rewind", CALLER - 1)
  local began = sys.now()
  local state = M.state(h, epoch, "runs.rewind", CALLER - 1)
  local kept = put_into(h, state)
  local seconds = sys.now() - began
  return make_result{run = h.id, epoch = epoch, model = h.model, optimizer = h.optimizer,
    seconds = seconds, text = described(h, epoch, kept, seconds)}
end

return M
