--- Tests of gradus.repl.unfold: the written-out loop gives the numbers of fit, bit for bit.
-- The loop speaks of the learner's globals, so this test has some.
-- luacheck: globals train val m val_loss

local T = require "gradus_test"
local unfold = require "gradus.repl.unfold"

train, val = data.moons{n = 60, seed = 1}:split{train = 0.5, val = 0.5, seed = 1}

local function all_equal(a, b)
  for name, t in pairs(a) do T.eq(t:eq(b[name]):all():item(), 1.0, name) end
end

-- Fits, runs the written-out loop, compares weights and the last validation loss.
local function check(model, options)
  m = model
  options.verbose = false
  local h = fit(m, train, options)
  local trained = m:state_dict()
  val_loss = nil
  local code = unfold.code(h)
  assert(load(code, "=unfolded", "t", _ENV))()
  all_equal(m:state_dict(), trained)
  T.eq(val_loss, h.val_loss and h.val_loss[#h.val_loss])
  return code
end

T.test("a plain run", function()
  local code = check(mlp(2, 8, 1), {epochs = 3})
  T.ok(code:find("opt = optim.Adam(m, {lr = 0.001})", 1, true))
  T.ok(code:find("in train:batches(30, {shuffle = true})", 1, true))
end)

T.test("validation, penalties, clipping, momentum", function()
  local code = check(mlp(2, 8, 1), {val = val, epochs = 4, optimizer = "sgd", lr = 0.1,
    momentum = 0.9, l1 = 0.001, l2 = 0.01, clip_norm = 1, batch = 7})
  T.ok(code:find("optim.SGD(m, {lr = 0.1, momentum = 0.9})", 1, true))
  T.ok(code:find("nn.reg.L1(0.001)(m) + nn.reg.L2(0.01)(m)", 1, true))
end)

T.test("dropout, and rows in their order", function()
  check(mlp(2, 8, 1, {dropout = 0.4}), {epochs = 3, shuffle = false})
end)

T.test("early stopping gives the best weights back", function()
  local m2 = mlp(2, 16, 1)
  local code = check(m2, {val = val, epochs = 200, optimizer = "sgd", lr = 1,
    early_stopping = {patience = 2}})
  T.ok(code:find("if since >= 2 then break end", 1, true))
end)

T.test("a network with running means", function()
  check(mlp(2, 8, 1, {norm = "batch"}), {val = val, epochs = 3})
end)

T.test("an optimizer and a loss of one's own", function()
  m = mlp(2, 8, 1)
  local opt = optim.RMSprop(m, {lr = 0.01, alpha = 0.9})
  local code = check(m, {epochs = 2, optimizer = opt, loss = nn.MSELoss()})
  T.ok(code:find("crit = nn.MSELoss()", 1, true))
  T.ok(code:find("alpha = 0.9", 1, true))
end)

T.test("without a name of one's own, the ledger names model and data", function()
  local h = fit(mlp(2, 4, 1), data.moons{n = 20}, {epochs = 1, verbose = false})
  local code = unfold.code(h)
  T.ok(code:find(("model = runs[%d].model"):format(h.id), 1, true))
  T.ok(code:find(("runs[%d].train:batches"):format(h.id), 1, true))
  T.ok(load(code))
end)

T.finish()
