-- The lesson `early-stopping`: row 37 of the lecture, and why it stands among the regularizations.
--
-- The network and the points of the lesson `overfitting`. Measured on 20 draws: the norm of the
-- weights is 3.4 to 6.2 times its first value after 1000 epochs and 1.04 to 1.5 times at the best
-- one; stopped runs of patience 50 end before epoch 90; validation loss of the network that is
-- held: restored < stopped after 10 without < after 100 without < never stopped, in 20 of 20; where
-- accuracy is best the loss is 1 to 2.3 times its lowest.

local BIG = 4417 -- parameters of mlp(2, 64, 64, 1)

-- The root of the sum of all squared weights.
local function norm(model)
  local sum = 0
  for _, p in ipairs(model:parameters()) do sum = sum + p:detach():norm():item() ^ 2 end
  return math.sqrt(sum)
end

local function is_big(run, epochs)
  return is_run(run, epochs) and parameter_count(run.model) == BIG and #run.val_loss > 0
end

local function train_long(w)
  return fit(mlp(2, 64, 64, 1), w.train, {val = w.val, lr = 0.01, epochs = 1000,
    verbose = false})
end

local function train_stopped(w)
  return again(w.h1, {early_stopping = {patience = 50}, verbose = false})
end

local world = {
  train = drawn("moons", {n = 40, noise = 0.25, flip = 0.1}, 100),
  val = drawn("moons", {n = 200, noise = 0.25, flip = 0.1}, 200),
  test = drawn("moons", {n = 2000, noise = 0.25, flip = 0.1}, 300),
  few = drawn("moons", {n = 20, noise = 0.25, flip = 0.1}, 400),
  norm = fixed(norm),
  net = {always = true, make = function() return mlp(2, 64, 64, 1) end},
  h1 = {make = train_long, ok = function(run) return is_big(run, 1000) and not run.stopped end},
  h2 = {make = train_stopped, ok = function(run)
    return is_big(run) and run.stopped == "early" and run.epochs == run.best_epoch + 50
  end},
}

local function of_runs(s)
  local numbers, h1, h2 = {}, s.w.h1, s.w.h2
  if is_big(h1, 1000) then
    numbers.low, numbers.last, numbers.best = lowest_val(h1), last(h1.val_loss), h1.best_epoch
    numbers.w_last = norm(h1.model)
  end
  if is_big(h2) then numbers.w_best, numbers.end2 = norm(h2.model), h2.epochs end
  return numbers
end

local function held_loss(s, run)
  if not is_dataset(s.w.val, 200) then return math.huge end
  return evaluate(run.model, s.w.val).loss
end

local steps = {}

-- -----------------------------------------------------------------------------------------------

steps[#steps + 1] = {
  kind = "recall", id = "before", title = "Something from before",
  ask = "4,417 numbers learn 40 points in 1000 epochs. When are they best on new points?",
  answer = {kind = "choice", truth = "a", options = {{"in the first tenth"}, {"in the middle"},
    {"in the last tenth", tag = "more-epochs-always-better",
      say = "On their 40 points, yes. On new points they had been better long before."}}},
  after = "Early. So stop there: but is that a regularization? Nothing is added to the loss.",
}

-- -----------------------------------------------------------------------------------------------

steps[#steps + 1] = {
  kind = "predict", id = "far", title = "How far do weights travel?", rows = {37},
  setup = {"train", "val", "norm", "net"},
  numbers = function(s)
    local now = parameter_count(s.w.net) == BIG and norm(s.w.net)
    return {now = now}
  end,
  text = [[
    norm(net) is the root of the sum of all squared weights: how far a network is from all zeros.
    `net` has 4,417 weights, drawn by chance, and its norm is {now:.1f}. Now it overfits 40 points
    for 1000 epochs.]],
  ask = "What is its norm then?",
  run = {"h1 = fit(net, train, {val=val, lr=0.01, epochs=1000})", "norm(net)"},
  answer = {kind = "number", low = 0.1, high = 1000, scale = "log", close = 1.3, example = 32,
    truth = function(s)
      local value = last(answered(s))
      return is_run(s.last, 1000) and type(value) == "number" and value or nil
    end,
    say = {below = "To be sure of 40 points, wrong ones included, takes large weights.",
      above = "They grow, but not as much as that."}},
  after = "Weights of that size are what certainty is made of.",
}

-- -----------------------------------------------------------------------------------------------

steps[#steps + 1] = {
  kind = "predict", id = "near", class = true, title = "And at its best?", rows = {37},
  setup = {"train", "val", "norm", "h1"}, numbers = of_runs,
  text = [[
    again(h1, {early_stopping={patience=50}}) is the same run from the same first weights, near 7.4
    by norm. It ends once the loss on `val` has had no new low for 50 epochs, and gives back the
    weights of the best one.]],
  ask = "At the end of h1 the norm was {w_last:.1f}. What is it in the network that was stopped?",
  run = {"h2 = again(h1, {early_stopping={patience=50}, verbose=false})", "norm(h2.model)"},
  answer = {kind = "number", low = 0.1, high = 1000, scale = "log", close = 1.25, example = 8.6,
    truth = function(s)
      local value = last(answered(s))
      return is_run(s.last) and s.last.stopped == "early" and type(value) == "number" and value
        or nil
    end,
    say = {above = "It had no time to go far."}},
  after = [[
    It has hardly left the place where it began. What a price on weights reaches by its price, early
    stopping reaches by the clock.]],
  slide = {says = "Early stopping stands among the regularization techniques.",
    fact = [[Rightly: in 20 of 20 draws the weights stayed below half of what they grew to
      without.]]},
  recall = {
    ask = "A network is stopped at its best epoch, its twin trains on. Whose weights are larger?",
    answer = {kind = "choice", truth = "b", options = {{"the stopped one's"}, {"the twin's"},
      {"about the same", tag = "weights-do-not-grow"}}},
    after = "The twin's, several times: stopping keeps weights near where they began.",
  },
}

-- -----------------------------------------------------------------------------------------------

steps[#steps + 1] = {
  kind = "predict", id = "hold", class = true, title = "Which network do you hold?", rows = {37},
  setup = {"train", "val", "h1", "h2"},
  text = [[
    Four times the same start. Two of the stopped runs have restore=false: they keep the weights of
    their last epoch, as some libraries do unless they are told.]],
  ask = "Put the four networks in order by their loss on `val`.",
  run = {"p10 = again(h1, {early_stopping={patience=10, restore=false}, verbose=false})",
    "p100 = again(h1, {early_stopping={patience=100, restore=false}, verbose=false})",
    "for _, h in ipairs{h1, p100, h2, p10} do print(evaluate(h.model, val).loss) end"},
  answer = {kind = "order", example = "cdba",
    items = {{"h1: never stopped"}, {"p100: patience 100, not restored"},
      {"h2: patience 50, the best weights restored"}, {"p10: patience 10, not restored"}},
    truth = function(s)
      local out = {}
      for i, run in ipairs{s.w.h1, s.w.p100, s.w.h2, s.w.p10} do out[i] = held_loss(s, run) end
      return out
    end,
    say = {far = "Without restoring, patience is paid for: each epoch of waiting is kept."}},
  after = [[
    Patience is needed, for no epoch is known to be the best before others have gone by. Restoring
    is what makes patience free.]],
}

-- -----------------------------------------------------------------------------------------------

-- The student's runs that ended by themselves, on the 40 points.
local function stopped_run(s, test)
  return s:run_with(function(run)
    return run.stopped == "early" and #run.train == 40 and (not test or test(run))
  end)
end

local function is_restored(s, run)
  return run.val == s.w.val and near(held_loss(s, run), lowest_val(run), {rel = 0.01})
end

local function growth(run)
  local ok, before = pcall(function() return norm(run:first_model()) end)
  return ok and norm(run.model) / before or math.huge
end

steps[#steps + 1] = {
  kind = "task", id = "stop", title = "Stop one yourself", rows = {37}, setup = {"train", "val"},
  text = [[
    A larger network now, mlp(2, 128, 128, 1), on the same 40 points. This is how it would be
    trained far too long:

      h = fit(mlp(2,128,128,1), train,
        {val=val, lr=0.01, epochs=1000})]],
  task = "Train it so that it stops by itself, and so that you hold its best network.",
  goals = {
    {label = "a run of it that ended by itself, before epoch 300", when = function(s)
      local run = stopped_run(s, function(one)
        return one.epochs < 300 and parameter_count(one.model) == 17025
      end)
      return run ~= nil
    end},
    {label = "its network has the lowest loss on `val` of its run", when = function(s)
      return stopped_run(s, function(one) return is_restored(s, one) end) ~= nil
    end},
    {label = "its weights at most twice their first norm", when = function(s)
      local best = smallest(s.runs, function(run) return run.stopped == "early" and growth(run) end)
      if best == math.huge then return false end
      return below(best, 2)
    end, unless = "The norm has grown by a factor of {x}."},
  },
  hints = {
    "The option stands in step 3, inside the braces of again. fit takes it as well.",
    "It needs a patience, and `val` to watch. 20 or 50 epochs without a new low are usual.",
  },
  solution = "h = fit(mlp(2,128,128,1), train, {val=val, lr=0.01, epochs=1000, "
    .. "early_stopping={patience=30}})",
  mistakes = {
    {tag = "no-val", when = function(s)
      local chunk = last(s.chunks)
      return chunk and not chunk.ok and tostring(chunk.error):find("val", 1, true) ~= nil
    end, say = "Nobody can see when to stop without points to watch: val=val.",
      example = "h = fit(mlp(2,128,128,1), train, {lr=0.01, epochs=1000, "
        .. "early_stopping={patience=30}})"},
    {tag = "not-restored", when = function(s)
      return stopped_run(s) and not stopped_run(s, function(one) return is_restored(s, one) end)
    end, say = "It stopped, and kept the weights of its last epoch: restore=false says so.",
      example = "h = fit(mlp(2,128,128,1), train, {val=val, lr=0.01, epochs=1000, "
        .. "early_stopping={patience=30, restore=false}})"},
    {tag = "few-epochs", when = function(s)
      return s.last and not s.last.stopped and s.last.total_epochs < 300
    end, say = [[That run ended because you said when. You cannot know the best epoch beforehand:
      let the loss on `val` say it.]],
      example = "h = fit(mlp(2,128,128,1), train, {val=val, lr=0.01, epochs=20})"},
    {tag = "endless-patience", when = function(s)
      return s.last and not s.last.stopped and s.last.total_epochs >= 300
    end,
    say = "It ran to its end: nothing told it to stop, or its patience was longer than the run.",
      example = "h = fit(mlp(2,128,128,1), train, {val=val, lr=0.01, epochs=400, "
        .. "early_stopping={patience=500}, verbose=false})"},
  },
  after = "Four times the weights, and nothing changed: it is the clock that keeps it honest.",
}

-- -----------------------------------------------------------------------------------------------

steps[#steps + 1] = {
  kind = "predict", id = "watch", title = "What to watch", rows = {37},
  setup = {"train", "val", "h1"}, numbers = of_runs,
  text = [[
    Some libraries watch the share of right answers instead of the loss. In h1 the lowest loss on
    `val` was {low}, at epoch {best}.]],
  ask = "At the epoch where the share right was highest: how many times that loss was the loss?",
  run = {"i = tensor(h1.val_accuracy):argmax(1):item()", "i",
    "h1.val_loss[i] / h1.val_loss[h1.best_epoch]"},
  answer = {kind = "number", low = 1, high = 20, scale = "log", close = 1.2, example = 1.4,
    truth = function(s)
      local value = last(answered(s))
      return type(value) == "number" and value or nil
    end,
    say = {below = "The share right hardly moves while the loss climbs; its best may come late."}},
  after = [[
    The share right is a coarse number: it stays level while the network grows sure of its mistakes.
    Watch the loss, unless nothing but right or wrong counts for you.]],
}

-- -----------------------------------------------------------------------------------------------

steps[#steps + 1] = {
  kind = "predict", id = "few", title = "Twenty points to watch", rows = {37},
  setup = {"train", "val", "test", "few", "h1"},
  numbers = function(s)
    local numbers = {}
    if is_run(s.w.q) and #s.w.q.val_loss > 0 then numbers.few = lowest_val(s.w.q) end
    return numbers
  end,
  text = [[
    The points that decide when to stop have a part in the result. `few` has only 20 of them; `test`
    has 2000 that nobody has used.]],
  ask = "q is stopped by `few`. What is the loss of its network on `test`?",
  run = {"q = again(h1, {val=few, early_stopping={patience=50}, verbose=false})",
    "evaluate(q.model, test).loss"},
  answer = {kind = "number", low = 0.01, high = 100, scale = "log", close = 1.3, example = 0.7,
    truth = function(s)
      local value = last(answered(s))
      return type(value) == "number" and value or nil
    end},
  after = [[
    On `few` it had {few} at its best: the lowest of many epochs is the luckiest, too. The number to
    report comes from points that stopped nothing.]],
  slide = {says = "Early stopping.",
    fact = [[It uses up the points it watches; a test needs others. In 15 of 20 draws `test` was
      worse than `few` had promised.]]},
}

-- -----------------------------------------------------------------------------------------------

steps[#steps + 1] = {
  kind = "reflect", id = "make", title = "Something of your own",
  text = [[
    How much patience is enough? Try 1, 3, 10 and 50 with again(h1, ...), or a smaller rate,
    lr=0.001, where a new low takes longer.]],
  ask = "Which patience would you choose, and at which price? One sentence with a number in it.",
  example = "With lr=0.001 a patience of 3 stopped at epoch 40, 0.1 above the lowest loss.",
}

return {
  title = "Early stopping", minutes = 8, rows = {37}, needs = {"overfitting"}, seed = 1,
  class = true,
  intro = [[
    You have stopped a run in time before. Why does the lecture count that among the
    regularizations, and which network do you hold afterwards?]],
  next = "To try: early_stopping together with l2=0.01. To read: ?fit.",
  world = world,
  steps = steps,
}
