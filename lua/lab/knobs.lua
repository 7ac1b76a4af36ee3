--- The knobs of the lab: what can be turned, and to what.
-- Requires suggest. Values and words; nothing is trained here. A knob that `rebuilds` makes new
-- data or a new network; the others act on the network as it is.

local suggest = require "gradus.suggest"

local M = {}

-- In steps of 1, 3, 10, as the playgrounds on the web have them.
local function ladder(first, last)
  local out = {}
  for exponent = first, last do
    out[#out + 1] = tonumber("1e" .. exponent)
    out[#out + 1] = tonumber("3e" .. exponent)
  end
  return out
end

local function with_zero(values)
  table.insert(values, 1, 0)
  return values
end

--- All knobs, in the order in which they are shown.
M.list = {
  {name = "data", values = {"moons", "circles", "xor", "spirals", "blobs"}, usual = "moons",
    rebuilds = true, doc = "what is to be told apart"},
  {name = "noise", values = {0, 0.1, 0.2, 0.3, 0.4, 0.5}, usual = 0.2, rebuilds = true,
    doc = "how far points stray"},
  {name = "rows", values = {20, 50, 100, 200, 500}, usual = 100, rebuilds = true,
    doc = "points to train on; as many others to measure on"},
  {name = "degree", values = {1, 2, 3}, usual = 1, rebuilds = true,
    doc = "powers and products of the two features that go in"},
  {name = "layers", values = {"0", "1", "2", "4", "8", "16", "32", "4-2", "8-8", "16-16", "32-32",
    "64-64", "8-8-8-8"}, usual = "8-8", rebuilds = true, doc = "units in each hidden layer"},
  {name = "act", values = {"relu", "tanh", "sigmoid", "leaky_relu", "elu"}, usual = "tanh",
    rebuilds = true, doc = "activation of the hidden layers"},
  {name = "init", values = {"usual", "zeros", "tiny", "xavier", "he"}, usual = "usual",
    rebuilds = true, doc = "first weights"},
  {name = "optimizer", values = {"sgd", "momentum", "adam", "rmsprop"}, usual = "sgd",
    doc = "how weights follow gradients"},
  {name = "lr", values = ladder(-5, 1), usual = 0.1, doc = "learning rate"},
  {name = "batch", values = {1, 4, 16, 32, 100, 500}, usual = 16, doc = "points per update"},
  {name = "dropout", values = {0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8}, usual = 0,
    doc = "share of hidden units dropped in training"},
  {name = "l1", values = with_zero(ladder(-5, -1)), usual = 0, doc = "penalty on |w|"},
  {name = "l2", values = with_zero(ladder(-5, -1)), usual = 0, doc = "penalty on w²"},
  {name = "patience", values = {0, 5, 10, 20, 50}, usual = 0,
    doc = "early stopping: epochs without a better validation loss; 0: never"},
  {name = "speed", values = {1, 3, 10, 30, 100}, usual = 3, doc = "epochs from picture to picture"},
}

local by_name = {}
for _, knob in ipairs(M.list) do by_name[knob.name] = knob end

--- The knob of a name, or nil.
function M.find(name) return by_name[name] end

--- All knobs at their usual places.
function M.usual()
  local out = {seed = 1}
  for _, knob in ipairs(M.list) do out[knob.name] = knob.usual end
  return out
end

-- The place of a value on its knob: its own, or that of the nearest number below.
local function place_of(knob, value)
  local place = 1
  for i, other in ipairs(knob.values) do
    if other == value then return i end
    if math.type(value) and math.type(other) and other < value then place = i end
  end
  return place
end

--- Turn a knob by `steps`. Returns its new value, or nil where it is at its end.
function M.turned(name, value, steps)
  local knob = by_name[name]
  return knob.values[place_of(knob, value) + steps]
end

--- A value as text.
function M.text(value) return math.type(value) and ("%.6g"):format(value) or tostring(value) end

local function names()
  local out = {"seed", "hide"}
  for _, knob in ipairs(M.list) do out[#out + 1] = knob.name end
  return out
end

local function one_of(knob)
  local out = {}
  for i, value in ipairs(knob.values) do out[i] = M.text(value) end
  return table.concat(out, " ")
end

-- Numbers may lie between the steps of a knob, words must be one of its own.
local function value_of(knob, text)
  local number = tonumber(text)
  for _, value in ipairs(knob.values) do
    if M.text(value) == text or number and value == number then return value end
  end
  local is_scale = math.type(knob.values[1]) ~= nil
  local lo, hi = knob.values[1], knob.values[#knob.values]
  if is_scale and number and number >= lo and number <= hi then
    return math.type(knob.usual) == "float" and number or math.tointeger(number)
  end
end

--- Read "lr=0.03" into settings. Returns true, or nil and what is wrong.
function M.read(word, settings)
  local name, text = word:match("^([%w_]+)=(.*)$")
  if not name then return nil, ("%q is no preset and no knob=value"):format(word) end
  if name == "seed" and math.tointeger(tonumber(text)) then
    settings.seed = math.tointeger(tonumber(text))
    return true
  end
  local knob = by_name[name]
  if not knob then
    return nil, ("there is no knob called %s; %s"):format(name, suggest.question(name, names())
      or "there are " .. table.concat(names(), ", "))
  end
  local value = value_of(knob, text)
  if value == nil then return nil, ("%s is one of: %s"):format(name, one_of(knob)) end
  settings[name] = value
  return true
end

--- What differs from the usual, as words that M.read takes.
function M.words(settings)
  local out, usual = {}, M.usual()
  for _, knob in ipairs(M.list) do
    if settings[knob.name] ~= usual[knob.name] then
      out[#out + 1] = ("%s=%s"):format(knob.name, M.text(settings[knob.name]))
    end
  end
  out[#out + 1] = ("seed=%d"):format(settings.seed)
  return table.concat(out, " ")
end

return M
