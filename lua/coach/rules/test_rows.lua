--- G0104: rows of the test set are among those trained on.
-- Where rows repeat by nature (few features, few values) equal rows prove nothing, unless rows that
-- are marked as the test part have been trained on.

local advice = require "gradus.coach.advice"
local core = require "gradus.core"
local dataset = require "gradus.data.dataset"
local names = require "gradus.coach.names"
local rows_shared = require "gradus.coach.rows_shared"

-- Everything was trained on although there is a training part: the run again, with that part.
local function train_part(net)
  local train = names.find(function(v) return dataset.is(v) and v.role == "train" end)
  local fix = train and net and advice.again(net, "train = " .. train)
  return fix and fix .. "  -- the training part alone"
end

local function split_once() return advice.split() .. "  -- once" end

-- Did a step use rows of this test set, known by their mark? Noise may have changed their numbers.
local function was_stepped_on(sighting, net)
  local set = core.set(sighting.b)
  return net ~= nil and net.book.test_step > 0 and set ~= 0 and net.book.test_set == set
end

local measured = {} -- number of a data set -> its test rows have scored a network

-- n: steps, share of the test rows that were trained on, share of them that are different, rows.
local function said(sighting, net)
  local share, distinct, rows = sighting[2], sighting[3], sighting[4]
  local trained = net and net.book.rows or 0
  measured[core.set(sighting.b)] = true
  if sighting[1] == 0 then return nil end
  if not rows_shared.is_natural(share * rows, rows, 1 - distinct, trained) then
    return {what = ("%.0f %% of the test rows behind this number were trained on before."):format(
      100 * share), fix = share == 1 and train_part(net) or split_once()}
  end
  return was_stepped_on(sighting, net) and {
    what = ("Rows of the test set were in the batch of step %d."):format(net.book.test_step),
    fix = train_part(net) or split_once()} or nil
end

-- Nobody has measured these test rows yet: only a note. Afterwards all rows may be trained on.
local function judge(net, done)
  local set = net.book.test_set
  if not done or net.book.test_step == 0 or set == 0 or measured[set] then return nil end
  return {severity = "note", what = ("Rows of the test set were in the batch of step %d; what is "
    .. "measured on them now says nothing about new data."):format(net.book.test_step),
    fix = split_once()}
end

return {
  code = "G0104", severity = "error", title = "the network was trained on test rows",
  lecture = "Common mistakes, test set",
  why = "A network knows rows it has seen by heart. The number says nothing about new data.",
  see = {test_read = said}, judge = judge,
  passed = function(net)
    return net.kept.test_seen and "no test row was trained on" or nil
  end,
  text = "The test set stands for data that nobody has seen. Split once, before anything else, and "
    .. "train on the training part only. Splitting again draws other rows: then old training rows "
    .. "are in the new test set.",
  wrong = [[
ds = data.moons{n = 200, seed = 1}
train, val, test = ds:split{train = 0.6, val = 0.2, test = 0.2, seed = 1}
model = mlp(2, 16, 1)
fit(model, train, {val = val, epochs = 10, verbose = false})
train, val, test = ds:split{train = 0.6, val = 0.2, test = 0.2, seed = 2}
print(accuracy(model, test))]],
  right = [[
ds = data.moons{n = 200, seed = 1}
train, val, test = ds:split{train = 0.6, val = 0.2, test = 0.2, seed = 1}
model = mlp(2, 16, 1)
fit(model, train, {val = val, epochs = 10, verbose = false})
print(accuracy(model, test))]],
}
