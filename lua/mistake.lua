--- mistake: one of the lecture's mistakes, made and not made, side by side.
-- Requires the files in mistake/, coach.pause, err, fit.many, options, suggest and words. Each file
-- brings a setting in which the mistake shows, and the number that gives it away.

local doc = require "gradus.doc"
local err = require "gradus.err"
local many = require "gradus.fit.many"
local opts = require "gradus.options"
local suggest = require "gradus.suggest"
local unwatched = require "gradus.coach.pause"
local words = require "gradus.words"

local M = {}

local names = {"no_zero_grad", "softmax_twice", "no_eval", "test_tuning", "no_normalisation",
  "keep_as_drop", "no_sigmoid"}

-- Right and wrong as two columns of the numbers that both have.
local function columns(r)
  local rows = {{"", "right", "wrong"}}
  for _, name in ipairs(r.rows) do
    rows[#rows + 1] = {name, words.num(r.right[name]), words.num(r.wrong[name])}
  end
  return words.columns(rows)
end

local function text(r)
  local lines = {r.title, columns(r)}
  for _, line in ipairs(require("gradus.term").wrap(r.telltale, 60)) do lines[#lines + 1] = line end
  return table.concat(lines, "\n")
end

local make_result = words.result("mistake", "name title right wrong rows telltale shows", text)

local function find(name, level)
  for _, known in ipairs(names) do
    if known == name then return require("gradus.mistake." .. name) end
  end
  err.raise(name == nil and "E0107" or "E0102", ("mistake: there is no mistake called %s"):format(
    name == nil and "nothing" or tostring(name)),
    type(name) == "string" and suggest.question(name, names)
      or "There are " .. table.concat(names, ", ") .. ".", level + 1)
end

doc.add {
  name = "mistake", summary = "Makes one of the lecture's mistakes beside the right way.",
  usage = "mistake \"no_zero_grad\"   mistake(\"softmax_twice\", {seed = 2, optimizer = \"adam\"})",
  args = {{name = "name", type = "string", doc = table.concat(names, ", ")},
    {name = "seed", type = "integer", default = 1, doc = "data, first weights and shuffling"},
    {name = "…", type = "any", doc = "settings of the experiment, such as lr, epochs, "
      .. "optimizer"}},
  text = "Both columns start from the same weights and data. The sentence below them names the "
    .. "number that gives the mistake away. Fields: right, wrong, telltale, shows.",
  example = "r = mistake \"test_tuning\"\nprint(r.wrong.accuracy > r.right.accuracy)  --> true",
  see = {"coach", "seeds"},
}

--- Run the experiment `name`. errors: E0102 no such mistake; E0104 unknown settings.
function M.mistake(name, given)
  local experiment = find(name, 2)
  local spec = {seed = {type = "integer", default = 1, doc = "fixes everything that is random"}}
  for option, entry in pairs(experiment.spec) do spec[option] = entry end
  local o = opts.check("mistake", given, spec)
  local results, stopped = unwatched(many.each, "run", 1, function() return experiment.run(o) end,
    function() return o.seed end)
  if stopped then err.raise("E0302", "stopped by Ctrl-C") end
  local r = results[1]
  r.name, r.title = name, experiment.title
  return make_result(r)
end

return M
