--- Places to begin in the lab, one for each chapter of the lecture.
-- Requires knobs and suggest. A preset is {name, settings, say = what to look at}.

local knobs = require "gradus.lab.knobs"
local suggest = require "gradus.suggest"

local M = {}

--- In the order of the lecture.
M.list = {
  {name = "underfitting", settings = {data = "circles", layers = "0"},
    say = "A straight line for a circle: add units, or another degree."},
  {name = "overfitting", settings = {rows = 50, noise = 0.3, layers = "64-64", optimizer = "adam",
    lr = 0.01, act = "relu"}, say = "Train falls, validation rises: when would you have stopped?"},
  {name = "regularization", settings = {rows = 50, noise = 0.3, layers = "32-32",
    optimizer = "adam", lr = 0.01, act = "relu", l2 = 0.003},
    say = "Turn l2 up and down: too little, and too much."},
  {name = "dropout", settings = {rows = 50, noise = 0.3, layers = "64-64", optimizer = "adam",
    lr = 0.01, act = "relu", dropout = 0.5}, say = "The gap with dropout, and without."},
  {name = "early-stopping", settings = {rows = 50, noise = 0.3, layers = "64-64",
    optimizer = "adam", lr = 0.01, act = "relu", patience = 20},
    say = "It stops by itself: how far from the best epoch?"},
  {name = "learning-rate", settings = {layers = "16-16", lr = 0.001},
    say = "Raise lr step by step, until it breaks."},
  {name = "optimizers", settings = {data = "spirals", layers = "32-32", lr = 0.03, noise = 0},
    say = "The same rate for sgd, momentum, adam: press a, then change one."},
  {name = "activations", settings = {layers = "8-8-8-8", act = "sigmoid", lr = 0.1},
    say = "Deep and sigmoid: nothing happens. What does relu do?"},
  {name = "initialization", settings = {init = "zeros", layers = "16-16"},
    say = "All units alike stay alike."},
}

--- The preset of a name, or of the beginning of one; or nil and a question.
function M.find(name)
  local names, begun = {}, {}
  for i, preset in ipairs(M.list) do
    names[i] = preset.name
    if preset.name == name then return preset end
    if preset.name:sub(1, #name) == name then begun[#begun + 1] = preset end
  end
  if #begun == 1 then return begun[1] end
  return nil, ("there is no preset called %s; %s"):format(name, suggest.question(name, names)
    or "there are " .. table.concat(names, ", "))
end

-- The knobs named in hide=a,b as a set; or nil and which one does not exist.
local function hidden(text)
  local out = {}
  for name in text:gmatch("[^,]+") do
    if not knobs.find(name) then return nil, "hide: there is no knob called " .. name end
    out[name] = true
  end
  return out
end

--- Read the words behind `live`: a preset, knob=value, hide=a,b. Returns {settings, hidden, say};
-- or nil and what is wrong.
function M.read(words)
  local start = {settings = knobs.usual(), hidden = {}}
  for _, word in ipairs(words) do
    local list = word:match("^hide=(.*)$")
    local done, why
    if list then
      done, why = hidden(list)
      start.hidden = done
    elseif word:find("=", 1, true) then done, why = knobs.read(word, start.settings)
    else
      done, why = M.find(word)
      for name, value in pairs(done and done.settings or {}) do start.settings[name] = value end
      start.say = done and done.say
    end
    if not done then return nil, why end
  end
  return start
end

return M
