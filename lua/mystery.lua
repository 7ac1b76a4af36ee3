--- mystery: a program that trains, with something wrong in it or nothing; find out what.
-- Requires the files in mystery/, coach.pause, core, err, fit.many, options, suggest and words. The
-- answer is held where printing and fields do not reach; looks and guesses are counted.

local causes = require "gradus.mystery.causes"
local core = require "gradus.core"
local doc = require "gradus.doc"
local err = require "gradus.err"
local many = require "gradus.fit.many"
local opts = require "gradus.options"
local pause = require "gradus.coach.pause"
local program = require "gradus.mystery.program"
local suggest = require "gradus.suggest"
local words = require "gradus.words"

local M = {}

local states = setmetatable({}, {__mode = "k"}) -- mystery -> {seed, cause, looks, guesses, solved}

local names = {}
for i, cause in ipairs(causes) do names[i] = cause.name end
table.sort(names)

-- Ten seeds in a row hide each cause once, in an order by chance.
local function cause_of(seed)
  local block, place = (seed - 1) // #causes, (seed - 1) % #causes + 1
  local order = core.with_seed(9173 + block, core.randperm, #causes):tolist()
  return causes[math.tointeger(order[place])]
end

-- ---- looks ------------------------------------------------------------------

-- The coach would name some causes at once: it looks away. Ctrl-C ends a look that takes too long.
local function look(self, fn, ...)
  local state, arguments = states[self], table.pack(...)
  local results, stopped = many.each("look", 1, function()
    local one = program.new(state.seed, state.cause)
    return pause(function()
      return table.pack(fn(one, table.unpack(arguments, 1, arguments.n)))
    end)
  end, function() return state.seed end)
  if stopped then err.raise("E0302", "stopped by Ctrl-C") end
  state.looks = state.looks + 1
  return table.unpack(results[1], 1, results[1].n)
end

local function first_and_last(list) return words.num(list[1]), words.num(list[#list]) end

local make_run = words.result("m:run", "loss accuracy epochs", function(r)
  local from, to = first_and_last(r.loss)
  return ("%s · training loss %s -> %s (lowest %s)\nnew rows right: %s"):format(
    words.count(r.epochs, "epoch"), from, to, words.num(math.min(table.unpack(r.loss))),
    words.num(r.accuracy[#r.accuracy]))
end)

local run_spec = {
  lr = {type = "number", above = 0, doc = "another learning rate"},
  epochs = {type = "integer", min = 1, max = 2000, doc = "another number of epochs"},
  optimizer = {type = "string", choices = {"sgd", "adam"}, doc = "another optimizer"},
}

local Mystery = {}

--- Train it: m:run(), or with a setting of yours, m:run{lr = 0.01}. Fields: loss, accuracy, epochs.
function Mystery:run(given)
  local loss, accuracy = look(self, program.run, opts.check("m:run", given, run_spec))
  return make_run{loss = words.list(loss), accuracy = words.list(accuracy), epochs = #loss - 1}
end

local SHOWN = {1, 2, 5, 10, 20, 40}

local make_steps = words.result("m:gradients", "norms moves", function(r)
  local rows = {{"step", "gradient", "weights moved by"}}
  for _, step in ipairs(SHOWN) do
    if r.norms[step] then
      rows[#rows + 1] = {tostring(step), words.num(r.norms[step]),
        words.num(100 * r.moves[step]) .. " %"}
    end
  end
  return words.columns(rows)
end)

--- Its first 40 steps: the gradients it used and how far the weights moved. Fields: norms, moves.
function Mystery:gradients()
  local norms, moves = look(self, program.first_steps, SHOWN[#SHOWN])
  return make_steps{norms = norms, moves = moves}
end

--- What `health` says of it before the first step.
function Mystery:health() return look(self, program.health) end

local make_inputs = words.result("m:inputs", "mean deviation", function(r)
  local rows = {{"feature", "mean", "deviation"}}
  for i, mean in ipairs(r.mean) do
    rows[#rows + 1] = {tostring(i), words.num(mean), words.num(r.deviation[i])}
  end
  return words.columns(rows)
end)

--- Mean and deviation of what goes into it. Fields: mean, deviation.
function Mystery:inputs()
  local mean, deviation = look(self, program.inputs)
  return make_inputs{mean = mean, deviation = deviation}
end

local make_outputs = words.result("m:outputs", "min max row_sum", function(r)
  return ("what the loss receives: from %s to %s\na row sums up to %s on average"):format(
    words.num(r.min), words.num(r.max), words.num(r.row_sum))
end)

--- What its loss receives, once it is trained. Fields: min, max, row_sum.
function Mystery:outputs()
  local r = look(self, program.outputs)
  return make_outputs{min = r[1], max = r[2], row_sum = r[3]}
end

local make_twice = words.result("m:twice", "first second", function(r)
  return ("new rows right: %s, and measured again: %s"):format(words.num(r.first),
    words.num(r.second))
end)

--- Its accuracy on the new rows, measured twice. Fields: first, second.
function Mystery:twice()
  local r = look(self, program.twice)
  return make_twice{first = r[1], second = r[2]}
end

local make_mask = words.result("m:mask", "share", function(r)
  return ("its dropout silences %s of the hidden neurons"):format(words.num(r.share))
end)

--- Which share of its hidden neurons dropout silences in training. Field: share.
function Mystery:mask() return make_mask{share = look(self, program.mask)} end

--- A picture of what it answers where, once it is trained.
function Mystery:boundary() return look(self, program.boundary) end

-- ---- guessing ---------------------------------------------------------------

local make_verdict = words.result("m:guess", "right guesses experiments", function(r)
  local counted = ("%s, %s"):format(words.count(r.experiments, "look"),
    words.count(r.guesses, "guess", "guesses"))
  if not r.right then return "No, that is not it. (" .. counted .. ")" end
  local text = ("That is it: %s. (%s)\n%s"):format(r.right.title, counted, r.right.telltale)
  return table.concat(require("gradus.term").wrap(text, 60), "\n")
end)

local function check_name(name)
  for _, known in ipairs(names) do
    if known == name then return end
  end
  err.raise(name == nil and "E0107" or "E0102",
    ("m:guess: there is no cause called %s"):format(name == nil and "nothing at all"
      or tostring(name)),
    type(name) == "string" and suggest.question(name, names)
      or "There are " .. table.concat(names, ", ") .. ".", 3)
end

--- Name the cause. Returns a verdict. errors: E0102, E0107 no such cause.
function Mystery:guess(name)
  check_name(name)
  local state = states[self]
  local is_right = state.cause.name == name
  if not state.solved then state.guesses = state.guesses + 1 end
  state.solved = state.solved or is_right
  return make_verdict{right = is_right and {title = state.cause.title,
    telltale = state.cause.telltale}, guesses = state.guesses, experiments = state.looks}
end

-- ---- the object -------------------------------------------------------------

local fields = {
  experiments = function(state) return state.looks end,
  guesses = function(state) return state.guesses end,
  solved = function(state) return state.solved end,
  seed = function(state) return state.seed end,
}

local mt = {__name = "gradus.mystery"}

local function all_names()
  local out = {}
  for _, set in ipairs{Mystery, fields} do
    for name in pairs(set) do out[#out + 1] = name end
  end
  table.sort(out)
  return out
end

mt.__names = all_names

function mt.__index(self, key)
  if Mystery[key] then return Mystery[key] end
  local state = states[self]
  if fields[key] then return fields[key](state) end
  if type(key) ~= "string" then return nil end
  err.raise("E0106", ("a mystery has no field %s"):format(key),
    suggest.question(key, all_names()) or "It has " .. table.concat(all_names(), ", ") .. ".", 2)
end

function mt.__newindex(_, key)
  err.raise("E0106", ("a mystery has no field %s that can be set"):format(tostring(key)), nil, 2)
end

function mt.__tostring(self)
  local state = states[self]
  local lines = {("mystery %d: three spirals to learn. Is something wrong?"):format(state.seed)}
  lines[#lines + 1] = "  look   m:run()  m:run{lr=0.1}  m:gradients()  m:health()"
  lines[#lines + 1] = "         m:inputs()  m:outputs()  m:twice()  m:mask()"
  lines[#lines + 1] = "         m:boundary()"
  for i, text in ipairs(require("gradus.term").wrap(table.concat(names, "  "), 50)) do
    lines[#lines + 1] = (i == 1 and "  guess  " or "         ") .. text
  end
  lines[#lines + 1] = ("%s, %s%s"):format(words.count(state.looks, "look"),
    words.count(state.guesses, "guess", "guesses"), state.solved and ", solved" or "")
  return words.plain(table.concat(lines, "\n"))
end

doc.add {
  name = "mystery", summary = "Hides a mistake in a program that trains; find out which.",
  usage = "m = mystery(seed)   m:run()   m:guess \"no_zero_grad\"",
  args = {{name = "seed", type = "integer", default = 1,
    doc = "fixes the mistake, the data and all chance; ten in a row hide each cause once"}},
  text = "Looks are counted: m:run() trains it (m:run{lr = 0.01} with a setting of yours), "
    .. "m:gradients(), m:health(), m:inputs(), m:outputs(), m:twice(), m:mask() and m:boundary() "
    .. "measure. m:guess names the cause, one of " .. table.concat(names, ", ")
    .. ". Fields: experiments, guesses, solved, seed.",
  example = "m = mystery(1)\nr = m:run()\nprint(m.experiments, m.solved)  --> 1	false",
  see = {"mistake", "coach", "health"},
}

--- Make a mystery. errors: E0103, E0102 for what is no seed.
function M.mystery(seed)
  local given = opts.check("mystery", {seed = seed},
    {seed = {type = "integer", min = 1, default = 1, doc = "fixes everything"}})
  local self = setmetatable({}, mt)
  states[self] = {seed = given.seed, cause = cause_of(given.seed), looks = 0, guesses = 0,
    solved = false}
  return self
end

return M
