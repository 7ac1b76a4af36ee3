-- mystery: each cause can be found by looking, none by printing; it repeats, and it counts.

local T = require "gradus_test"
local causes = require "gradus.mystery.causes"

-- Names the cause from what the looks say, as a careful reader would.
local function detect(m)
  if math.max(table.unpack(m:inputs().deviation)) > 10 then return "no_normalisation" end
  if m:mask().share > 0.5 then return "keep_as_drop" end
  local twice, outputs, steps = m:twice(), m:outputs(), m:gradients()
  if twice.first ~= twice.second then return "no_eval" end
  if outputs.min >= 0 and math.abs(outputs.row_sum - 1) < 1e-3 then return "softmax_twice" end
  if m:health().distinct[1] == 1 then return "equal_weights" end
  if steps.moves[1] > 0.2 then return "rate_too_large" end
  if steps.moves[1] < 1e-4 then return "rate_too_small" end
  local run = m:run()
  if run.accuracy[#run.accuracy] > 0.9 then return "nothing" end
  return steps.norms[40] > 1.5 * steps.norms[1] and "no_zero_grad" or "no_activation"
end

-- Tried on 60 seeds: 60.
T.test("who looks names the cause at the first guess", function()
  for s = 1, 20 do
    local m = mystery(s)
    local name = detect(m)
    T.ok(m:guess(name).right, ("seed %d is not %s"):format(s, name))
    T.ok(m.solved)
    T.eq(m.guesses, 1)
  end
end)

T.test("ten seeds in a row hide each cause once", function()
  for first = 1, 21, 10 do
    local seen = {}
    for s = first, first + 9 do
      for _, cause in ipairs(causes) do
        if mystery(s):guess(cause.name).right then
          T.ok(not seen[cause.name], cause.name)
          seen[cause.name] = true
        end
      end
    end
  end
end)

T.test("the answer is not to be seen", function()
  local a, b = tostring(mystery(1)):gsub("%d+", "#"), tostring(mystery(2)):gsub("%d+", "#")
  T.eq(a, b)
  T.eq(next(mystery(1)), nil)
  T.raises(function() return mystery(1).cause end, "no field cause", "E0106")
  T.raises(function() mystery(1).solved = true end, "can be set", "E0106")
end)

T.test("looks and guesses are counted", function()
  local m = mystery(1)
  m:run()
  m:run{lr = 0.01, epochs = 2}
  m:inputs()
  T.eq(m.experiments, 3)
  for _, cause in ipairs(causes) do m:guess(cause.name) end
  T.ok(m.solved and m.guesses <= #causes)
  local guesses = m.guesses
  m:guess("nothing")
  T.eq(m.guesses, guesses)
end)

T.test("it repeats, and leaves the generator alone", function()
  seed(1)
  local expected = rand(1):item()
  seed(1)
  local a, b = mystery(5):run(), mystery(5):run()
  T.eq(a.loss[#a.loss], b.loss[#b.loss])
  T.eq(rand(1):item(), expected)
end)

T.test("the coach does not tell, and no run enters the ledger", function()
  coach.on()
  local before = #coach.findings
  for s = 1, 10 do mystery(s):run() end
  T.eq(#coach.findings, before)
  coach.off()
end)

T.test("every look fits 60 columns", function()
  for s = 1, 10 do
    local m = mystery(s)
    for _, name in ipairs{"run", "gradients", "health", "inputs", "outputs", "twice", "mask"} do
      for line in tostring(m[name](m)):gmatch("[^\n]+") do T.ok(utf8.len(line) <= 60, line) end
    end
    for line in tostring(m):gmatch("[^\n]+") do T.ok(utf8.len(line) <= 60, line) end
  end
end)

T.test("wrong words are answered", function()
  T.raises(function() mystery(1):guess("no_evla") end, "did you mean no_eval", "E0102")
  T.raises(function() mystery(1):guess() end, "no cause called nothing at all", "E0107")
  T.raises(function() mystery(1):run{lrr = 1} end, "has no option lrr", "E0104")
  T.raises(function() mystery("one") end, "seed", "E0103")
  T.raises(function() return mystery(1).experimens end, "did you mean experiments", "E0106")
end)

T.finish()
