-- mistake: each one shows, on three seeds, and says its number.

local T = require "gradus_test"

-- On 20 seeds each shows on 20, but for no_zero_grad (20), test_tuning (19) and keep_as_drop (20):
-- of three seeds at least two show with a probability above 0.99.
for _, name in ipairs{"no_zero_grad", "softmax_twice", "no_eval", "test_tuning", "no_normalisation",
  "keep_as_drop", "no_sigmoid"} do
  T.test(name .. " shows", function()
    local shown, r = 0, nil
    for s = 1, 3 do
      r = mistake(name, {seed = s})
      if r.shows then shown = shown + 1 end
    end
    T.ok(shown >= 2, shown .. " of 3 seeds")
    T.ok(#r.rows >= 1 and #r.telltale > 20)
    for line in tostring(r):gmatch("[^\n]+") do T.ok(utf8.len(line) <= 66, line) end
  end)
end

T.test("a mistake repeats, and leaves the generator alone", function()
  seed(1)
  local expected = rand(1):item()
  seed(1)
  local a, b = mistake("test_tuning", {seed = 4}), mistake("test_tuning", {seed = 4})
  T.eq(a.wrong.accuracy, b.wrong.accuracy)
  T.eq(rand(1):item(), expected)
end)

T.test("forgetting zero_grad at a rate of 0.03 does no harm: the trap of this lesson", function()
  local better = 0
  for s = 1, 5 do
    local r = mistake("no_zero_grad", {seed = s, lr = 0.03})
    if r.wrong.accuracy > r.right.accuracy then better = better + 1 end
  end
  T.ok(better >= 2, better .. " of 5 seeds better with the mistake")
end)

T.test("wrong names are said", function()
  T.eq(tostring(T.raises(function() mistake("zero_grad") end, "", "E0102")):match("^[^\n]+"),
    "mistake: there is no mistake called zero_grad")
  T.raises(function() mistake("no_evla") end, "did you mean no_eval%?", "E0102")
  T.raises(function() mistake("no_eval", {lrr = 1}) end, "mistake has no option lrr", "E0104")
end)

T.finish()
