--- A history: what one run of `fit` leaves behind. Curves, settings, seed, model, and one line of
-- text.
-- Requires doc, err, events, suggest, term and gradus.words; fit.snapshot for first_model. Trains
-- nothing and prints nothing; `gradus.fit` fills it in.
--
-- Lists have one number per finished epoch: train_loss, val_loss, train_accuracy, val_accuracy, lr,
-- penalty. A list without numbers is empty, never nil, so that #h.val_loss can always be asked.

local doc = require "gradus.doc"
local err = require "gradus.err"
local events = require "gradus.events"
local suggest = require "gradus.suggest"
local term = require "gradus.term"
local words = require "gradus.words"

local M = {}

local History = {__name = "gradus.history"}

-- Every field a history may have, and what it is. nil is a value of some of them.
M.fields = {
  train_loss = "loss on the training part after each epoch, in evaluation mode, without penalties",
  val_loss = "loss on the validation part after each epoch",
  train_accuracy = "share of the training rows answered rightly after each epoch",
  val_accuracy = "share of the validation rows answered rightly after each epoch",
  lr = "learning rate of each epoch",
  penalty = "the regularization term at the end of each epoch, where there is one",
  epochs = "how many epochs were finished",
  total_epochs = "the same with the runs that this one continues",
  best_epoch = "the epoch with the lowest validation loss (training loss without val=)",
  first_loss = "loss of the first batch, before any update",
  baseline_loss = "loss of the best constant answer: what knowing nothing about the inputs costs",
  model = "the trained network",
  id = "number of the run in the ledger `runs`",
  seed = "what fixed shuffling and dropout; the same seed gives the same run",
  stopped = "nil, \"early\", \"diverged\" or \"interrupted\"",
  continues = "id of the run that trained the same network before",
  changed = "what `again` changed, in words",
  config = "the settings as plain values, for comparisons",
  source = "where fit was called",
  seconds = "how long it took",
  task = "what kind of answer was learned",
  restored = "the epoch whose weights the model was given back at the end",
  steps = "how many times opt:step() was called (loops written by hand; train_loss then goes by "
    .. "steps)",
  name = "a name of your own, used by plot",
  note = "a remark of your own",
  -- For `again`, `runs.replay` and the coach.
  train = "the training data", val = "the validation data", start = "copies of the first weights",
  options = "the options that fit was given", optimizer = "the optimizer", loss_function = "the "
    .. "loss",
  kept = "whether the ledger still has the heavy parts",
}

doc.add {
  name = "history", summary = "What a run of fit leaves behind: curves, settings, seed, model.",
  usage = "h = fit(model, train, {val = val})   h.val_loss   h.best_epoch   h.model",
  args = {
    {name = "train_loss, val_loss", type = "lists", doc = M.fields.train_loss},
    {name = "train_accuracy, val_accuracy", type = "lists", doc = M.fields.train_accuracy},
    {name = "lr", type = "list", doc = M.fields.lr},
    {name = "epochs, best_epoch", type = "integers", doc = M.fields.best_epoch},
    {name = "stopped", type = "string", doc = M.fields.stopped},
    {name = "model, id, seed", doc = "the trained network, the run's number, what fixed chance"},
    {name = "config", type = "table", doc = M.fields.config},
  },
  text = "Lists have one number per epoch; a list without numbers is empty. Printed, a history is "
    .. "one line. h:first_model() is a copy of the network as it was before the run.",
  example = "h = fit(mlp(2, 8, 1), data.moons{n = 40, seed = 1}, {epochs = 3, verbose = false})\n"
    .. "print(#h.train_loss, #h.val_loss)  --> 3\t0",
  see = {"fit", "plot", "runs", "diagnose"},
}

local function field_names()
  local out = {}
  for name in pairs(M.fields) do out[#out + 1] = name end
  return out
end

local synonyms = {loss = "train_loss", acc = "train_accuracy", accuracy = "val_accuracy",
  validation_loss = "val_loss", history = "train_loss", losses = "train_loss", weights = "model"}

local function unknown(name)
  name = tostring(name)
  local near = synonyms[name] and ("did you mean %s?"):format(synonyms[name])
    or suggest.question(name, field_names())
  err.raise("E0106", ("a history has no field %s"):format(name), near or
    "It has train_loss, val_loss, train_accuracy, val_accuracy, lr, epochs, best_epoch, model, "
      .. "seed.", 3)
end

function History:__index(name)
  if History[name] then return History[name] end
  if M.fields[name] or type(name) == "number" then return nil end
  unknown(name)
end

function History:__newindex(name, value)
  if not M.fields[name] then unknown(name) end
  rawset(self, name, value)
end

--- Make an empty history. fields: what is known at the start.
function M.new(fields)
  local h = {train_loss = {}, val_loss = {}, train_accuracy = {}, val_accuracy = {}, lr = {},
    penalty = {}, epochs = 0}
  for name, value in pairs(fields) do h[name] = value end
  return setmetatable(h, History)
end

--- Is `value` a history?
function M.is(value) return getmetatable(value) == History end

-- NaN is smaller than nothing, and so never the best.
local function argmin(list)
  local best
  for i = 1, #list do
    if list[i] == list[i] and (not best or list[i] < list[best]) then best = i end
  end
  return best
end

--- The curve that says which epoch is best: validation where there is one.
function History:judged_by()
  return #self.val_loss > 0 and self.val_loss or self.train_loss
end

--- A copy of the network as it was before the run.
function History:first_model()
  if not self.kept then
    err.raise("E0102", "the first weights of this run are no longer kept",
      "Only the latest runs keep them.", 2)
  end
  local model = self.model:clone()
  require("gradus.fit.snapshot").put_back(self.start.weights, model)
  return model
end

--- Find best_epoch among all epochs.
function History:find_best()
  rawset(self, "best_epoch", argmin(self:judged_by()))
end

--- Bring best_epoch up to date after one more epoch, without going through all of them.
function History:note_best()
  local list, best = self:judged_by(), self.best_epoch
  local latest = list[#list]
  if latest == latest and (not best or latest < list[best])
    then rawset(self, "best_epoch", #list)
  end
end

--- The last number of a list by name, or nil.
function History:last(name)
  local list = self[name]
  return list[#list]
end

local function losses(h, num)
  local text = "train " .. num(h:last("train_loss"))
  local val = h:last("val_loss")
  if not val then return text end
  text = text .. "  val " .. num(val)
  if h.best_epoch and h.best_epoch < h.epochs then
    text = ("%s (best %s at epoch %d)"):format(text, num(h.val_loss[h.best_epoch]), h.best_epoch)
  end
  return text
end

local function accuracy(h, num)
  local value = h:last("val_accuracy") or h:last("train_accuracy")
  return value and "  acc " .. num(value) or ""
end

local function title(h)
  local name = h.id and "run " .. h.id or "run"
  if h.changed then return name .. " = " .. h.changed end
  if h.continues then
    return ("%s continues run %d · %s in all"):format(name, h.continues,
      words.count(h.total_epochs, "epoch"))
  end
  if h.steps then
    return ("%s · own loop · %s"):format(name, words.count(h.steps, "step"))
  end
  return ("%s · %s"):format(name, words.count(h.epochs, "epoch"))
end

-- Why it ended before its time, in words that say what to look at.
local function ending(h)
  if h.stopped == "diverged" then
    local last = h:last("train_loss")
    local what = last and last == last and "the loss is infinite" or "the loss is not a number"
    return (" · stopped in epoch %d: %s. It began at %s."):format(
      h.epochs, what, words.num(h.first_loss or 0 / 0))
  end
  local back = h.restored and (" (weights of epoch %d)"):format(h.restored) or ""
  if h.stopped == "early" then return " · stopped early" .. back end
  if h.stopped == "interrupted" then return " · stopped by Ctrl-C" .. back end
  return h.restored and h.restored ~= h.epochs and " ·" .. back or ""
end

--- One line about the run: "run 1 · 300 epochs · train 0.10  val 0.88 (best 0.47 at epoch 11)
-- acc 0.81".
function History:summary()
  local num = words.num
  if self.epochs == 0 then return title(self) .. ending(self) end
  if self.stopped == "diverged" then return title(self) .. ending(self) end
  return title(self) .. " · " .. losses(self, num) .. accuracy(self, num) .. ending(self)
end

function History:__tostring() return words.plain(self:summary()) end

-- Runs whose line has been written since the prompt last came up.
local just_shown = {}
events.on("chunk", function() just_shown = {} end)

--- Note that the line of a run has just been written.
function M.note_shown(h) just_shown[h] = true end

-- The prompt does not repeat the line that fit has just written.
function History:__prompt()
  if just_shown[self] then return false end
  return table.concat(words.fold(tostring(self), term.width() - 1), "\n")
end

return M
