-- A detour for whoever expects more epochs to help, whatever the curves say.
--
-- Three runs: one was still falling, one has overfitted, one lies level. All three get 100 epochs
-- more; only the first gains (proven on 20 draws).

local function run_on(name, make)
  return {
    make = function(_, n)
      local run = make(n)
      run.name = name
      return run
    end,
    ok = function(run) return is_run(run) and run.name == name end,
  }
end

local function moons(count, seed)
  return data.moons{n = count, noise = 0.25, flip = 0.1, seed = seed}
end

local function circles(count, seed) return data.circles{n = count, noise = 0.1, seed = seed} end

local world = {
  early = run_on("early", function(n)
    return fit(mlp(2, 16, 1), circles(100, n + 100),
      {val = circles(300, n + 200), lr = 0.01, epochs = 8, verbose = false})
  end),
  late = run_on("late", function(n)
    return fit(mlp(2, 64, 64, 1), moons(40, n + 300),
      {val = moons(300, n + 400), lr = 0.01, epochs = 100, verbose = false})
  end),
  flat = run_on("flat", function(n)
    return fit(mlp(2, 1), circles(100, n + 500),
      {val = circles(300, n + 600), lr = 0.01, epochs = 300, verbose = false})
  end),
}

-- The last three numbers of a curve: "0.61  0.58  0.55".
local function end_of(curve)
  local n = #curve
  return ("%.2f  %.2f  %.2f"):format(curve[n - 2], curve[n - 1], curve[n])
end

-- {early_t = …, early_v = …}: the ends of each run, on both parts.
local function ends(s)
  local numbers = {}
  for _, name in ipairs{"early", "late", "flat"} do
    local run = s.w[name]
    if is_run(run, 3) then
      numbers[name .. "_t"], numbers[name .. "_v"] = end_of(run.train_loss), end_of(run.val_loss)
    end
  end
  return numbers
end

local function gained(before, after)
  return last(before.val_loss) - last(after.val_loss) > 0.1
end

local function who_gained(s)
  local w, a, b, c = s.w, s.runs[1], s.runs[2], s.runs[3]
  if not (is_run(a) and is_run(b) and is_run(c)) then return nil end
  local early, late, flat = gained(w.early, a), gained(w.late, b), gained(w.flat, c)
  if early and late and flat then return "d" end
  return early and "a" or late and "b" or flat and "c" or nil
end

return {
  title = "When do more epochs help?", minutes = 2, world = world,
  next = "Look at the ends of both curves before you decide.",
  steps = {
    {kind = "predict", id = "ends", title = "Three ends", setup = {"early", "late", "flat"},
      numbers = ends,
      text = [[
        Three runs, three networks, and the losses of their last three epochs:

                 on train             on new points
          early  {early_t}     {early_v}
          late   {late_t}     {late_v}
          flat   {flat_t}     {flat_v}]],
      ask = "Each gets 100 epochs more. Which becomes better on new points?",
      run = {
        "early2 = fit(early.model, early.train, {val=early.val, lr=0.01, epochs=100});",
        "late2 = fit(late.model, late.train, {val=late.val, lr=0.01, epochs=100});",
        "flat2 = fit(flat.model, flat.train, {val=flat.val, lr=0.01, epochs=100});",
      },
      look = true,
      answer = {kind = "choice", example = "a", truth = who_gained, options = {
        {"early"},
        {"late", say = "Its loss on new points had begun to rise, and went on rising."},
        {"flat", say = "Nothing moved in its last epochs. A longer wait moves nothing."},
        {"all three", say = "Epochs help while *both* losses fall."},
      }},
      after = [[
        Both falling: go on. Falling on `train` alone: stop, and go back to the best epoch. Both
        level: change something else than the time.]]},
    {kind = "reflect", id = "rule", title = "Your rule",
      ask = "When would you train on, and when not? One sentence of yours.",
      example = "I train on while the loss on new points still falls, and not one epoch longer."},
  },
}
