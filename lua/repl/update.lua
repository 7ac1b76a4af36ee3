--- The last step of a run in numbers: how one weight was updated, the loss, the gradients by layer.
-- Requires core, fit.schedule, nn.walk, rewind and words. The step is looked at in a copy that is
-- trained once more, so that neither the network nor its optimizer is touched. Returns text.

local core = require "gradus.core"
local rewind = require "gradus.rewind"
local schedule = require "gradus.fit.schedule"
local walk = require "gradus.nn.walk"
local words = require "gradus.words"

local M = {}

local function number(x) return ("%.5g"):format(x) end

local function sequence(rows) return words.columns(rows, {"left", "right", "left"}) end

local function parameters(model)
  local out = {}
  for _, entry in ipairs(walk.tensors(model)) do
    if entry.kind == "parameter" and entry.value.grad then out[#out + 1] = entry end
  end
  return out
end

-- The place of the number that is furthest from 0.
local function largest(tensor)
  return math.tointeger(tensor:reshape(tensor:numel()):abs():argmax():item())
end

local function at(tensor, i) return tensor:reshape(tensor:numel())[i] end

local function index_text(tensor, i)
  local shape, out = tensor.shape, {}
  i = i - 1
  for d = #shape, 1, -1 do
    table.insert(out, 1, i % shape[d] + 1)
    i = i // shape[d]
  end
  return table.concat(out, ", ")
end

-- The weight with the largest gradient: {name, tensor, i, nth}.
local function chosen(state)
  local best
  for _, entry in ipairs(parameters(state.model)) do
    local i = largest(entry.value.grad)
    local size = math.abs(at(entry.value.grad, i))
    if not best or size > best.size then
      best = {name = entry.name, tensor = entry.value, i = i, size = size}
    end
  end
  for nth, p in ipairs(state.optimizer.params) do
    if best and rawequal(p, best.tensor) then best.nth = nth end
  end
  return best
end

-- --- rules ---------------------------------------------------------------------------------------

local rules = {}

-- Each rule adds its lines and returns the value before the step and the change.
function rules.SGD(n, add)
  local decay, momentum = n.args.weight_decay, n.args.momentum
  if momentum == 0 then
    local old = (n.new + n.lr * n.g) / (1 - n.lr * decay)
    local g = n.g + decay * old
    if decay ~= 0 then add("with decay", g, ("g + %g w"):format(decay)) end
    return old, -n.lr * g, "-lr g"
  end
  local v = n.of "momentum"
  add("momentum", v, ("v = %g v before + g%s"):format(momentum,
    decay ~= 0 and (" + %g w"):format(decay) or ""))
  return n.new + n.lr * v, -n.lr * v, "-lr v"
end

local function moments(n, add)
  local b1, b2 = n.args.betas[1], n.args.betas[2]
  local m, v = n.of "exp_avg", n.of "exp_avg_sq"
  add("mean of g", m, ("m = %g m before + %.3g g"):format(b1, 1 - b1))
  add("mean of g^2", v, ("v = %g v before + %.3g g^2"):format(b2, 1 - b2))
  m, v = m / (1 - b1 ^ n.t), v / (1 - b2 ^ n.t)
  add("bias-corrected", m, ("M = m / (1 - %g^%d)"):format(b1, n.t))
  add("", v, ("V = v / (1 - %g^%d)"):format(b2, n.t))
  return -n.lr * m / (math.sqrt(v) + n.args.eps), "-lr M / sqrt(V)"
end

function rules.Adam(n, add)
  if n.args.weight_decay ~= 0 then
    add("decay", nil, ("g + %g w goes into m and v"):format(n.args.weight_decay))
  end
  local change, how = moments(n, add)
  return n.new - change, change, how
end

function rules.AdamW(n, add)
  local change, how = moments(n, add)
  local keep = 1 - n.lr * n.args.weight_decay
  local old = (n.new - change) / keep
  if keep ~= 1 then add("decay", (keep - 1) * old, "-lr weight_decay w") end
  return old, change + (keep - 1) * old, keep ~= 1 and how .. " + decay" or how
end

-- --- the step ------------------------------------------------------------------------------------

-- Why the numbers of the last step cannot be told from what it left behind, or nil.
local function obstacle(h, state, s)
  if not rules[s.name] then return s.name .. " is not one of SGD, Adam, AdamW" end
  if s.args.nesterov or s.args.amsgrad then return "nesterov and amsgrad are not told apart" end
  if h.options.l1 and h.options.proximal then return "the proximal step moves weights, too" end
  local reg = h.options.regularizer
  if core.kind(reg) == "reg" and core.reg_name(reg) == "MaxNorm" then
    return "MaxNorm moves weights, too"
  end
  if schedule.is_per_batch(state.scheduler) then return "its rate changes with each batch" end
end

local function numbers(h, s, w)
  local function of(name) return at(s.state[name][w.nth], w.i) end
  return {args = s.args, t = math.tointeger(s.age[w.nth]), lr = h.lr[h.epochs], of = of,
    g = at(w.tensor.grad, w.i), new = at(w.tensor:detach(), w.i)}
end

local function last_state(h, who)
  return rewind.state(h, h.epochs, who, 1)
end

--- How the last step of run h updated the weight with the largest gradient.
function M.step(h)
  local state = last_state(h, ":explain step")
  local s, w = core.optim_state(state.optimizer), chosen(state)
  local why = obstacle(h, state, s)
  if why then return ("This step is not explained: %s."):format(why) end
  local n, rows = numbers(h, s, w), {}
  local function add(label, value, how)
    rows[#rows + 1] = {"  " .. label, value and number(value) or "", how}
  end
  add("gradient", n.g, "g")
  add("learning rate", n.lr, "lr")
  local old, change, how = rules[s.name](n, add)
  add("change", change, how)
  add("old value", old, "w before")
  add("new value", n.new, "old value + change")
  return ("run %d, step %d by %s, one weight: %s[%s]\n"):format(h.id, n.t, s.name, w.name,
    index_text(w.tensor, w.i)) .. sequence(rows)
end

--- The loss of run h after its last epoch: the part of the data, and what penalties add.
function M.loss(h)
  local data, penalty = h:last "train_loss", h:last "penalty"
  local rows = {{"  data", number(data), (tostring(h.loss_function):gsub("^nn%.", ""))},
    {"  penalty", number(penalty or 0), penalty and "l1, l2, regularizer" or "none was asked for"},
    {"  together", number(data + (penalty or 0)), "what the gradient goes down"}}
  return ("run %d after epoch %d, on the training data\n"):format(h.id, h.epochs) .. sequence(rows)
end

local WIDE = 20

--- The gradients of the last step of run h, from the loss back to the input.
function M.grad(h)
  local list, sizes, most = parameters(last_state(h, ":explain grad").model), {}, 0
  for i, entry in ipairs(list) do
    local grad = entry.value.grad
    sizes[i] = grad:norm():item() / math.sqrt(grad:numel())
    most = math.max(most, sizes[i])
  end
  local rows = {}
  for i = #list, 1, -1 do
    local bar = most > 0 and math.floor(WIDE * sizes[i] / most + 0.5) or 0
    rows[#rows + 1] = {"  " .. list[i].name, number(sizes[i]), ("#"):rep(bar)}
  end
  return ("run %d, last step: typical gradient of one number,\nfrom the loss back to the input\n")
    :format(h.id) .. sequence(rows)
end

return M
