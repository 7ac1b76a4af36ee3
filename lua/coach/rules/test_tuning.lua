--- G0605: the test set takes part in choices: several settings were scored on it, it is watched
-- during training, or it decides when to stop.
-- One look, the same network again, or the same settings with another seed are no choice.

local advice = require "gradus.coach.advice"
local core = require "gradus.core"
local dataset = require "gradus.data.dataset"
local module = require "gradus.nn.module"
local names = require "gradus.coach.names"
local tests_seen = require "gradus.coach.tests_seen"
local words = require "gradus.words"

local WATCHED = 3 -- looks at different steps of one training

local reads = 0       -- numbers from test rows, of all networks
local accuracy = 0.9  -- the latest on test rows
local recent = {}     -- the latest numbers from test rows

-- All that was chosen by hand, without what chance gave.
local function setting_of(net)
  local rate = net:hand_rate()
  local out = {net.loss_name or "", tostring(core.run_book(net.book.run) and net.run.settings),
    rate and ("%.3g"):format(rate)}
  for _, node in ipairs(net.kept.graph.nodes) do
    out[#out + 1] = node.op
    if node.weight then out[#out + 1] = table.concat(node.weight.shape, "x") end
    if node.op == "dropout" then out[#out + 1] = tostring(node.args[1]) end
  end
  local first = net.kept.graph.layers[1]
  out[#out + 1] = first and tostring(first.out.shape[1]) -- the batch
  return table.concat(out, " ")
end

-- What the best of k equally good settings gains by chance: s * sqrt(2 ln k).
local function optimism(k, rows)
  return math.sqrt(accuracy * (1 - accuracy) / math.max(rows, 1)) * math.sqrt(2 * math.log(k))
end

-- Where there is a validation part, it is there to choose by.
local function fix()
  local val = names.find(function(v) return dataset.is(v) and v.role == "val" end)
  if not val then return advice.split() .. "  -- choose on val" end
  local model = names.find(module.is) or "model"
  return ("print(evaluate(%s, %s))  -- choose on %s; test once, at the end"):format(model, val, val)
end

local function several_settings(k, earlier, rows)
  local when = earlier > 0 and (", %d of them in earlier sessions"):format(earlier) or ""
  return {
    what = ("These %d test rows have now scored %d different settings%s."):format(rows, k, when),
    why = ("The best of %d looks better by chance: at an accuracy of %.2f by about %.1f points. It "
      .. "no longer tells how new data would be answered."):format(k, accuracy,
      100 * optimism(k, rows)),
  }
end

local function watched(net, looks)
  local times = words.count(looks, "time")
  if net.book.val_read or #net:held_out() > 0 then
    return {severity = "note", what = ("The test set was measured %s during one training, beside "
      .. "a validation set."):format(times)}
  end
  return {title = "the test set is watched during training",
    what = ("The test set was measured %s during one training, and there is no validation set.")
      :format(times),
    why = "Whoever watches it stops, changes and chooses by it: it becomes part of the training."}
end

local function remember(sighting)
  if sighting.a:numel() ~= 1 then return end
  recent[#recent + 1] = sighting.a:item()
  if #recent > 8 then table.remove(recent, 1) end
end

-- Its first weights were drawn anew: another training begins.
local function note_life(net)
  local kept, lives = net.kept, net.book.lives
  if kept.lives and kept.lives ~= lives then kept.test_looks, kept.reads_at_start = {}, reads end
  kept.lives = lives
end

-- At how many steps has it been asked about these test rows? The next block of a stream is new.
local function looks_at(kept, rows)
  kept.test_looks = kept.test_looks or {}
  kept.test_looks[rows] = (kept.test_looks[rows] or 0) + 1
  return kept.test_looks[rows]
end

-- n: steps, known share, distinct share, rows.
local function test_read(sighting, net)
  remember(sighting)
  if net then note_life(net) end
  reads = reads + 1
  if not net or net.steps == 0 or not net.kept.graph then return nil end
  local kept = net.kept
  kept.test_seen = true
  local k, earlier = tests_seen.note(sighting.print or 0, setting_of(net))
  local chosen_after = (kept.reads_at_start or 0) > 0 or earlier > 0
  if k > 1 and chosen_after then return several_settings(k, earlier, sighting[4] // 1 | 0) end
  local looks = looks_at(kept, sighting.print or 0)
  if looks >= WATCHED then return watched(net, looks) end
end

local function decides(what)
  return {severity = "error", title = "the test set decides", what = what, fact = true,
    why = "A choice made on the test set fits it by chance. What it then scores is no longer that "
      .. "of new data."}
end

local function fit_start(sighting)
  local val = sighting[1].val
  local is_test = val and dataset.is(val) and val.role == "test"
  return is_test and decides("fit was given the test set as val: it stops, keeps weights and shows "
    .. "curves by it.") or nil
end

local function schedule(sighting)
  local metric = sighting[2]
  if type(metric) ~= "number" then return nil end
  for _, value in ipairs(recent) do
    if math.abs(value - metric) <= 1e-6 * math.abs(value) then
      return decides("The learning rate is cut by a number that was measured on the test set.")
    end
  end
end

local function evaluated(sighting)
  local ds, result = sighting[2], sighting[3]
  if dataset.is(ds) and ds.role == "test" and result.accuracy then
    accuracy = math.min(0.99, math.max(0.5, result.accuracy))
  end
end

local function with_fix(fn)
  return function(...)
    local said = fn(...)
    if said then said.fix = fix() end
    return said
  end
end

-- How much had been read when a network's training began?
local function began(_, net)
  if net and net.kept.surveys == 1 then net.kept.reads_at_start = reads end
end

return {
  code = "G0605", severity = "warning", title = "the test set is used for choosing",
  lecture = "Common mistakes, test set",
  why = "A choice made on the test set fits it by chance.",
  see = {graph = began, evaluate = evaluated, test_read = with_fix(test_read),
    fit_start = with_fix(fit_start), schedule = with_fix(schedule)},
  passed = function(net)
    return net.kept.test_seen and "the test set took no part in choices" or nil
  end,
  text = "Each setting that is scored on the test set is a try, and the best of many tries is good "
    .. "by chance, too: by about s * sqrt(2 ln k) for k settings, where s is the deviation of one "
    .. "score. Choose the settings, and when to stop, on validation rows; measure the test set "
    .. "once, at the end.\n\nAt the prompt Gradus remembers which settings a test set has scored "
    .. "in earlier sessions.",
  wrong = [[
ds = data.moons{n = 200, seed = 1}
train, test = ds:split{train = 150, test = 50, seed = 1}
for _, lr in ipairs{0.3, 0.1, 0.03} do
  model = mlp(2, 8, 1)
  fit(model, train, {lr = lr, epochs = 5, verbose = false})
  print(lr, accuracy(model, test))
end]],
  right = [[
ds = data.moons{n = 200, seed = 1}
train, val, test = ds:split{train = 100, val = 50, test = 50, seed = 1}
best = 0
for _, lr in ipairs{0.3, 0.1, 0.03} do
  model = mlp(2, 8, 1)
  fit(model, train, {val = val, lr = lr, epochs = 5, verbose = false})
  if accuracy(model, val) > best then best, chosen = accuracy(model, val), model end
end
print(accuracy(chosen, test))]],
}
