-- lua/lab/: knobs and presets, the world that is trained, the screen at any size, and the whole lab
-- with keys from a list.

local T = require "gradus_test"
local knobs = require "gradus.lab.knobs"
local lab = require "gradus.lab"
local presets = require "gradus.lab.presets"
local term = require "gradus.term"
local terminal = require "gradus.lab.terminal"
local view = require "gradus.lab.view"
local world_of = require "gradus.lab.world"

local function settings(changes)
  local out = knobs.usual()
  for name, value in pairs(changes or {}) do out[name] = value end
  return out
end

-- Trains for some epochs.
local function train(world, epochs)
  local stop_at = world.curves.epochs + epochs
  world:run(function() return world.curves.epochs < stop_at end)
end

T.test("a knob goes up and down its steps and ends there", function()
  T.eq(knobs.turned("lr", 0.1, 1), 0.3)
  T.eq(knobs.turned("lr", 0.1, -1), 0.03)
  T.eq(knobs.turned("lr", 0.02, 1), 0.03)
  T.eq(knobs.turned("lr", 30, 1), nil)
  T.eq(knobs.turned("layers", "0", -1), nil)
  T.eq(knobs.turned("l2", 0, 1), 1e-05)
end)

T.test("what is shared is read back as the same settings", function()
  local given = settings {data = "spirals", lr = 0.02, layers = "32-32", seed = 7, l1 = 0.003}
  T.eq(knobs.words(given), "data=spirals layers=32-32 lr=0.02 l1=0.003 seed=7")
  local words = {}
  for word in knobs.words(given):gmatch "%S+" do words[#words + 1] = word end
  T.eq(presets.read(words).settings, given)
end)

T.test("what is no knob, value or preset is said", function()
  local function why(...) return select(2, presets.read {...}) end
  T.eq(why "layer=3", "there is no knob called layer; did you mean layers?")
  T.eq(why "act=swish", "act is one of: relu tanh sigmoid leaky_relu elu")
  T.eq(why "l1=9", "l1 is one of: 0 1e-05 3e-05 0.0001 0.0003 0.001 0.003 0.01 0.03 0.1 0.3")
  T.eq(why "overfiting", "there is no preset called overfiting; did you mean overfitting?")
  T.ok(why("o"):find "there are underfitting, overfitting")
  T.eq(presets.find("overf").name, "overfitting")
  T.eq(why "hide=lr,speeed", "hide: there is no knob called speeed")
  T.eq(presets.read({"hide=lr"}).hidden, {lr = true})
end)

T.test("every preset and every value of every knob makes a world that trains", function()
  for _, preset in ipairs(presets.list) do
    local world = world_of.new(presets.read({preset.name, "rows=20"}).settings)
    train(world, 1)
    T.eq(world.curves.epochs, 1, preset.name)
  end
  for _, knob in ipairs(knobs.list) do
    for _, value in ipairs(knob.values) do
      local world = world_of.new(settings {rows = 20, [knob.name] = value})
      train(world, 1)
      T.eq(world.curves.epochs, 1, knob.name .. " " .. knobs.text(value))
    end
  end
end)

T.test("what a lab ends with goes into the ledger, and can be compared", function()
  local record = require "gradus.lab.record"
  local world = world_of.new(settings {rows = 20, lr = 0.1})
  T.eq(record.of(world), nil)
  train(world, 3)
  world:set("lr", 0.3)
  train(world, 1)
  local a
  world:run(function() -- as the key does it: while training goes on
    a = record.of(world, "A")
    return false
  end)
  T.eq({#a.train_loss, #a.val_accuracy, a.lr, a.epochs, a.config.lr, a.config.epochs},
    {5, 5, {0.1, 0.1, 0.1, 0.3, 0.3}, 5, 0.3, 5})
  world:set("lr", 0.03)
  world:rebuild()
  train(world, 5)
  local before = runs.count()
  T.eq(record.enter {a, record.of(world)}, ("runs %d (A) and %d are in the ledger: "
    .. "plot(runs[%d], runs[%d])"):format(before + 1, before + 2, before + 1, before + 2))
  T.eq(#runs, before + 2)
  T.ok(runs.diff(before + 1, before + 2).text:find("^only lr 0.3 %-> 0.03 · "))
  T.ok(tostring(runs):find("2%-.-, lab +"), tostring(runs))
  T.raises(function() again {lr = 1} end, "was trained in the lab\nIts settings again: :live .*lr=",
    "E0102")
  T.eq(record.enter {}, nil)
end)

T.test("the same settings give the same curves", function()
  local a, b = world_of.new(settings {dropout = 0.3}), world_of.new(settings {dropout = 0.3})
  train(a, 5)
  train(b, 5)
  T.eq(a.curves.train_loss, b.curves.train_loss)
end)

T.test("some knobs act on the network as it is, others begin anew", function()
  local world = world_of.new(settings())
  train(world, 3)
  local model = world.model
  T.eq({world:set("lr", 0.3), world:set("dropout", 0.5)}, {false, false})
  T.eq({world.optimizer.lr, model[3].p}, {0.3, 0.5})
  T.eq({world:set("l1", 0.01), world:set("optimizer", "adam")}, {true, true})
  T.ok(world.model == model and world.curves.epochs == 3)
  train(world, 2)
  T.eq(world.curves.epochs, 5)
  T.eq(world.turned[1], {x = 3, name = "lr", label = "lr 0.3"})
  T.eq(world:set("layers", "4"), true)
  T.ok(world.model ~= model and world.curves.epochs == 0 and #world.turned == 0)
end)

T.test("turned twice at one epoch, a knob has one mark", function()
  local world = world_of.new(settings())
  train(world, 2)
  world:set("lr", 0.3)
  world:set("lr", 1)
  T.eq(world.turned, {{x = 2, name = "lr", label = "lr 1"}})
end)

T.test("L1 reaches exact zeros, early stopping stops, a broken loss is noticed", function()
  local sparse = world_of.new(settings {l1 = 0.1, layers = "8", optimizer = "sgd"})
  train(sparse, 60)
  local zeros = 0
  for _, w in ipairs(sparse.model[1].weight:reshape(-1):tolist()) do
    if w == 0 then zeros = zeros + 1 end
  end
  T.ok(zeros > 0, "no weight is 0")
  local patient = world_of.new(presets.read({"early-stopping"}).settings)
  train(patient, 2000)
  T.eq(patient.stopped, "early")
  T.eq(patient.curves.epochs - patient.curves.best_epoch, 20)
  local broken = world_of.new(settings {lr = 30, act = "relu", layers = "64-64", momentum = true})
  broken.optimizer.lr = 1e30
  train(broken, 50)
  T.eq(broken.stopped, "diverged")
end)

T.test("nothing that the lab trains enters the ledger", function()
  local h = fit(mlp(2, 2, 1), data.moons {n = 10, seed = 1}, {epochs = 1, verbose = false})
  train(world_of.new(settings()), 2)
  T.ok(runs.last == h)
end)

local function state(changes)
  local out = {knobs = knobs.list, chosen = 9}
  for name, value in pairs(changes or {}) do out[name] = value end
  return out
end

T.test("the screen fits, at every size and before and after training", function()
  for _, style in ipairs {true, false} do
    term.override {width = 80, height = 24, tty = true, color = style, unicode = style}
    for _, epochs in ipairs {0, 3} do
      local world = world_of.new(settings {rows = 20})
      if epochs > 0 then train(world, epochs) end
      for _, size in ipairs {{80, 24}, {120, 40}, {60, 18}, {39, 11}, {20, 6}} do
        local lines = view.lines(world, state(), size[1], size[2])
        T.ok(#lines <= size[2], ("%d lines of %d"):format(#lines, size[2]))
        for _, line in ipairs(lines) do
          T.ok(term.columns(line) < size[1], ("%dx%d: %s"):format(size[1], size[2], line))
        end
      end
    end
  end
  term.override {width = 80, height = 24, tty = true, color = false, unicode = true}
end)

T.test("the screen names the chosen knob, the epoch, and which knobs begin anew", function()
  local world = world_of.new(settings())
  local text = table.concat(view.lines(world, state(), 80, 24), "\n")
  T.ok(text:find("[lr 0.1]", 1, true) and text:find("layers 8-8*", 1, true), text)
  T.ok(text:find "epoch 0  paused" and text:find "space: train", text)
  train(world, 2)
  text = table.concat(view.lines(world, state {is_playing = true}, 80, 24), "\n")
  T.ok(text:find "epoch 2  training" and text:find "gradients %d", text)
end)

T.test("keys have names, also when several arrive at once", function()
  T.eq(terminal.names "\27[A\27[D q\3\t", {"up", "left", "space", "q", "q", "tab"})
  T.eq(terminal.names "\27", {"\27"}) -- a torn arrow must not leave the lab
end)

-- Runs the lab with keys from a list, one look at the keyboard each. Returns all that was written.
local function played(words, keys)
  local written, i = {}, 0
  terminal.is_there = function() return true end
  terminal.raw = function() return true end
  terminal.key = function()
    i = i + 1
    return keys[i] or "q"
  end
  terminal.out = {write = function(_, ...)
    for _, part in ipairs {...} do written[#written + 1] = part end
  end, flush = function() end}
  T.eq(lab.run {"live", table.unpack(words)}, 0)
  return table.concat(written)
end

T.test("a visit: train, turn the rate, compare, leave; the terminal is given back", function()
  local screen = played({"underfitting", "rows=20"},
    {" ", "", "\27[A", "", "a", " ", "", " ", "r", "q"})
  T.ok(screen:find("\27[?1049h", 1, true) == 1)
  T.ok(screen:find "A straight line for a circle", "the preset's words")
  T.ok(screen:find "lr 0%.3: learning rate")
  T.ok(screen:find "kept as A")
  T.ok(screen:find("\27[?25h\27[?1049l", 1, true), "the terminal is not given back")
end)

T.test("s is one epoch; hidden knobs are not shown", function()
  local screen = played({"hide=lr,l1,l2"}, {"s", "", "s", "q"})
  T.ok(screen:find "epoch 2" and not screen:find "epoch 3")
  T.ok(not screen:find "lr 0%.1")
end)

T.test("a mistake inside gives the terminal back before it is told", function()
  local real = view.lines
  view.lines = function() error("broken view") end
  local written = {}
  terminal.out = {write = function(_, ...) written[#written + 1] = table.concat {...} end,
    flush = function() end}
  T.raises(function() lab.run {"live"} end, "broken view")
  view.lines = real
  T.ok(table.concat(written):find("\27[?1049l", 1, true))
end)

T.finish()
