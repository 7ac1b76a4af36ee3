--- The mistake of choosing by the test set: the best of many is best on these rows.
-- Setting 15 of tests/experiments: labels are coin flips, so that nothing can be learned; of 500
-- random linear classifiers the one that is best on 50 rows seems to know something.

local core = require "gradus.core"
local words = require "gradus.words"

local function shares(x, y, w)
  return x:matmul(w):gt(0):eq(y):mean(1)
end

local function coin_flips(n) return core.rand(n, 1):gt(0.5) end

return {
  title = "choosing by the test set: labels are coin flips",
  spec = {
    models = {type = "integer", min = 1, default = 500, doc = "how many are tried"},
    rows = {type = "integer", min = 2, default = 50, doc = "rows of the test set"},
  },
  run = function(o)
    local x, y = core.randn(o.rows, 20), coin_flips(o.rows)
    local fresh_x, fresh_y = core.randn(5000, 20), coin_flips(5000)
    local w = core.randn(20, o.models)
    local accuracies = shares(x, y, w)
    local best = accuracies:argmax(1):item() // 1 | 0
    local fresh = shares(fresh_x, fresh_y, w:narrow(2, best, 1)):reshape(-1)[1]
    fresh = type(fresh) == "number" and fresh or fresh:item()
    local chosen = accuracies:max():item()
    return {right = {accuracy = fresh}, wrong = {accuracy = chosen}, rows = {"accuracy"},
      shows = chosen > 0.65 and fresh < 0.55,
      telltale = ("The best of %d on %d test rows has %s; on 5,000 fresh rows the same one has %s. "
        .. "The test set was used up by choosing."):format(o.models, o.rows, words.num(chosen),
        words.num(fresh))}
  end,
}
