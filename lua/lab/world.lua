--- What the lab trains: data, network, optimizer, and the curves since the last new beginning.
-- Requires knobs, the public names, gradus.core, coach.pause and fit.progress. Draws nothing. Each
-- stretch between two turns of a knob is one call of `fit` on the same network.

local core = require "gradus.core"
local knobs = require "gradus.lab.knobs"
local pause = require "gradus.coach.pause"
local progress = require "gradus.fit.progress"

local M = {}

local World = {}
World.__index = World

-- ---- building ---------------------------------------------------------------

local function public() return require "gradus" end

-- Points of one kind. Blobs know their spread by another name.
local function points(settings, seed)
  local options = {n = settings.rows, seed = seed}
  if settings.data == "blobs" then options.std = 0.4 + 2 * settings.noise
  else options.noise = settings.noise end
  return public().data[settings.data](options)
end

local function widths(text)
  local out = {}
  for width in text:gmatch("%d+") do
    if width ~= "0" then out[#out + 1] = math.tointeger(tonumber(width)) end
  end
  return out
end

local ACTIVATIONS = {relu = "ReLU", tanh = "Tanh", sigmoid = "Sigmoid", leaky_relu = "LeakyReLU",
  elu = "ELU"}

local INITS = {zeros = "zeros", tiny = {normal = 0.01}, xavier = "xavier", he = "he"}

-- Linear, activation and dropout for each hidden layer; dropout is there even at 0, for its knob.
local function network(settings, inputs, outputs)
  local nn, layers, last = public().nn, {}, inputs
  local init = {init = INITS[settings.init]}
  for _, width in ipairs(widths(settings.layers)) do
    layers[#layers + 1] = nn.Linear(last, width, init)
    layers[#layers + 1] = nn[ACTIVATIONS[settings.act]]()
    layers[#layers + 1] = nn.Dropout {drop = settings.dropout}
    last = width
  end
  layers[#layers + 1] = nn.Linear(last, outputs, init)
  return nn.Sequential(layers)
end

local OPTIMIZERS = {
  sgd = function(optim, model, lr) return optim.SGD(model, {lr = lr}) end,
  momentum = function(optim, model, lr) return optim.SGD(model, {lr = lr, momentum = 0.9}) end,
  adam = function(optim, model, lr) return optim.Adam(model, {lr = lr}) end,
  rmsprop = function(optim, model, lr) return optim.RMSprop(model, {lr = lr}) end,
}

-- Powers and products of the features go into the network; the picture stays that of the features.
function World:with_features(ds)
  local degree, data = self.settings.degree, public().data
  if degree == 1 then return ds end
  return data.from(data.polynomial_features(ds.x, degree), ds.y, {task = ds.task,
    classes = ds.classes})
end

-- The same settings are the same data, so that runs can be compared.
function World:draw_points()
  local s = self.settings
  local key = ("%s %s %s %s %s"):format(s.data, s.rows, s.noise, s.seed, s.degree)
  if key == self.drawn then return end
  self.drawn = key
  self.train, self.val = points(s, s.seed), points(s, s.seed + 1000)
  self.train_in, self.val_in = self:with_features(self.train), self:with_features(self.val)
end

--- Begin anew: data, network and curves from the settings.
function World:rebuild()
  local settings = self.settings
  self:draw_points()
  local outputs = self.train.task == "multiclass" and self.train.y:max():item() or 1
  self.model = core.with_seed(settings.seed, network, settings, self.train_in.x:size(2), outputs)
  self.curves = {train_loss = {}, val_loss = {}, train_accuracy = {}, val_accuracy = {}, lr = {},
    epochs = 0}
  self.turned, self.stopped, self.latest = {}, nil, nil
  self:new_optimizer()
end

function World:new_optimizer()
  self.optimizer = OPTIMIZERS[self.settings.optimizer](public().optim, self.model,
    self.settings.lr)
end

--- The network as a function of the two features, for pictures of it.
function World:as_function()
  if self.settings.degree == 1 then return self.model end
  local features, model = public().data.polynomial_features, self.model
  return function(x)
    model:eval()
    return model(features(x, self.settings.degree))
  end
end

-- ---- turning knobs ----------------------------------------------------------

function World:set_dropout()
  for i = 1, #self.model do
    if core.module_name(self.model[i]) == "Dropout" then self.model[i].p = self.settings.dropout end
  end
end

-- What acts at once, without an end of the stretch.
local AT_ONCE = {
  lr = function(world) world.optimizer.lr = world.settings.lr end,
  dropout = World.set_dropout,
  patience = function() end, speed = function() end,
}

-- A line on the curves where a knob was turned; turned on at the same epoch, it moves its label.
function World:mark(name, value)
  local last, x = self.turned[#self.turned], self.curves.epochs
  local is_same = last and last.x == x and last.name == name
  self.turned[is_same and #self.turned or #self.turned + 1] = {x = x, name = name,
    label = name .. " " .. knobs.text(value)}
end

--- Set a knob. Returns whether the stretch must end: its value acts from the next one on.
function World:set(name, value)
  self.settings[name] = value
  local knob = knobs.find(name)
  if not knob or knob.rebuilds then
    self:rebuild()
    return true
  end
  if self.curves.epochs > 0 and name ~= "speed" then self:mark(name, value) end
  if name == "optimizer" then self:new_optimizer() end
  if AT_ONCE[name] then AT_ONCE[name](self) end
  return AT_ONCE[name] == nil
end

-- ---- training ---------------------------------------------------------------

local function last(list) return list[#list] end

-- Takes over the numbers of the epoch that `fit` has just finished; its settings are the run's.
function World:note(h)
  local c = self.curves
  local n = c.epochs + 1
  c.epochs, self.latest = n, h
  for name, list in pairs(c) do
    if type(list) == "table" then list[n] = last(h[name]) end
  end
  if not c.best_epoch or c.val_loss[n] < c.val_loss[c.best_epoch] then c.best_epoch = n end
end

--- Has validation not become better for as many epochs as the knob says?
function World:is_patient_no_more()
  local patience, c = self.settings.patience, self.curves
  return patience > 0 and c.epochs > 0 and c.epochs - c.best_epoch >= patience
end

local MOST_EPOCHS = 20000 -- of one beginning: more is no experiment, but an oversight

--- Train until `goes_on`, called after each epoch, returns false, the loss breaks or the knob for
-- early stopping says so. Sets `stopped` where training ended by itself.
function World:run(goes_on)
  local settings = self.settings
  local function after_epoch(h)
    self:note(h)
    if self:is_patient_no_more() then self.stopped = "early" end
    if self.curves.epochs >= MOST_EPOCHS then self.stopped = "long" end
    return self.stopped == nil and goes_on()
  end
  local function stretch()
    return public().fit(self.model, self.train_in, {val = self.val_in, optimizer = self.optimizer,
      epochs = MOST_EPOCHS, batch = settings.batch, l1 = settings.l1, l2 = settings.l2,
      proximal = settings.l1 > 0, seed = settings.seed + self.curves.epochs, verbose = false,
      on_epoch = after_epoch})
  end
  self.stopped = nil
  local h = pause(progress.quietly, stretch)
  if h and h.stopped == "diverged" then self.stopped = "diverged" end
end

--- A world with these settings.
function M.new(settings)
  local world = setmetatable({settings = settings}, World)
  world:rebuild()
  return world
end

return M
