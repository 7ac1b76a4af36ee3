--- Tests of gradus.options: defaults, every kind of wrong option, and the words of the errors.

local T = require "gradus_test"
local opts = require "gradus.options"

local spec = {
  epochs = {type = "integer", default = 20, min = 1, doc = "passes over the data", unit = "epochs"},
  lr = {type = "number", default = 0.1, above = 0, doc = "length of a step"},
  drop = {type = "number", min = 0, below = 1},
  act = {type = "string", default = "relu", choices = {"relu", "tanh"}},
  verbose = {type = "boolean", default = true},
  stop = {type = "boolean|table"},
}

local function check(given) return opts.check("fit", given, spec) end

T.test("defaults are filled in, given values stand, the given table is not changed", function()
  local given = {epochs = 5}
  local got = check(given)
  T.eq(got.epochs, 5)
  T.eq(got.lr, 0.1)
  T.eq(got.verbose, true)
  T.eq(got.drop, nil)
  T.eq(given, {epochs = 5})
  T.eq(check(nil).epochs, 20)
  T.eq(check{verbose = false}.verbose, false)
end)

T.test("an unknown option is an error with the nearest name", function()
  local e = T.raises(function() check{epoch = 5} end, "fit has no option epoch", "E0104")
  T.eq(e.hint, "did you mean epochs?")
  T.eq(T.raises(function() check{learning_rate = 1} end, "learning_rate", "E0104").hint,
    "did you mean lr?")
end)

T.test("without a near name all options are listed", function()
  local e = T.raises(function() check{banana = 5} end, "banana", "E0104")
  T.eq(e.hint, "It takes act, drop, epochs, lr, stop, verbose.")
end)

T.test("a wrong type names what was found", function()
  local e = T.raises(function() check{epochs = "ten"} end, 'epochs must be an integer', "E0103")
  T.eq(e.message, 'fit: epochs must be an integer, found a string ("ten")')
  T.eq(e.hint, "epochs: passes over the data (epochs)")
  T.raises(function() check{verbose = 1} end, "must be a boolean, found a number", "E0103")
  T.raises(function() check{stop = 3} end, "must be a boolean or a table", "E0103")
end)

T.test("a number that must be whole, and one that is whole", function()
  T.raises(function() check{epochs = 2.5} end, "whole number, found 2.5", "E0102")
  T.eq(check{epochs = 3.0}.epochs, 3)
end)

T.test("ranges: inclusive, exclusive, and NaN is outside of all", function()
  T.raises(function() check{epochs = 0} end, "must be at least 1, found 0", "E0102")
  T.raises(function() check{lr = 0} end, "must be above 0, found 0", "E0102")
  T.raises(function() check{drop = 1} end, "at least 0 and below 1, found 1", "E0102")
  T.eq(check{drop = 0}.drop, 0)
  T.raises(function() check{lr = 0 / 0} end, "must be above 0", "E0102")
end)

T.test("a choice that is none names the nearest and all", function()
  local e = T.raises(function() check{act = "rely"} end, 'act cannot be "rely"', "E0102")
  T.eq(e.hint, 'did you mean relu? It takes one of "relu", "tanh".')
end)

T.test("a decimal comma is caught", function()
  local e = T.raises(function() check{lr = 0, 1} end, "a number without a name", "E0104")
  T.eq(e.hint, "The decimal sign is a point: lr = 0.1, not lr = 0,1.")
  T.raises(function() check{epochs = 3, drop = 0, 5} end, "drop = 0.5", "E0104")
end)

T.test("other values without a name", function()
  local e = T.raises(function() check{"adam"} end, "a string without a name", "E0104")
  T.eq(e.hint, "Each option needs its name: {act = …}.")
end)

T.test("options that are no table", function()
  local e = T.raises(function() check(20) end, "must be a table, found a number", "E0103")
  T.eq(e.hint, "Options go in braces: {drop = …, epochs = …, lr = …}.")
  T.raises(function() check(zeros(2)) end, "found a tensor", "E0103")
end)

T.test("a required option that is missing", function()
  local needs = {lr = {type = "number", required = true, doc = "length of a step"}}
  local e = T.raises(function() opts.check("SGD", {}, needs) end, "SGD needs .* lr", "E0107")
  T.eq(e.hint, "lr: length of a step")
  T.raises(function() opts.check("SGD", nil, needs) end, "needs the option lr", "E0107")
end)

T.test("the line to blame is the caller's", function()
  local function fit(given)
    local options = opts.check("fit", given, spec)
    return options
  end
  local line = debug.getinfo(1, "l").currentline + 1
  local e = T.raises(function() fit{epoch = 1} end, "epoch")
  T.eq(e.where:match(":(%d+)$"), tostring(line))
end)

T.test("kinds in a learner's words", function()
  T.eq(opts.kind(nil), "nothing (nil)")
  T.eq(opts.kind(zeros(1)), "a tensor")
  T.eq(opts.kind{}, "a table")
end)

T.finish()
