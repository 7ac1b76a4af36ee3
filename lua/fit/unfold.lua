--- The hand-written loop behind a run of fit, as text: what `:unfold` shows.
-- Requires core, err and words. Run as it stands, the text gives the same numbers, because fit is
-- no more than this loop: same seed, same batches, same order.

local core = require "gradus.core"
local err = require "gradus.err"
local words = require "gradus.words"

local M = {}

-- A value as Lua: 0.003, {0.9, 0.999}, true.
local function literal(value)
  if type(value) == "string" then return ("%q"):format(value) end
  if type(value) ~= "table" then return words.setting(value) end
  local parts = {}
  for i, v in ipairs(value) do parts[i] = literal(v) end
  local names = {}
  for name in pairs(value) do
    if type(name) == "string" then names[#names + 1] = name end
  end
  table.sort(names)
  for _, name in ipairs(names) do parts[#parts + 1] = name .. " = " .. literal(value[name]) end
  return "{" .. table.concat(parts, ", ") .. "}"
end

local function same(a, b) return literal(a) == literal(b) end

-- The arguments that are not at their defaults; lr always.
local function said_arguments(name, args)
  local out = {}
  for _, record in ipairs(core.records()) do
    if record.kind == "optim" and record.name == name then
      for _, arg in ipairs(record.args) do
        local value = args[arg.name]
        local usual = arg.default ~= nil and same(arg.default, value)
        if value ~= nil and (arg.name == "lr" or not usual) then out[arg.name] = value end
      end
    end
  end
  return out
end

local function add_setup(add, h, o)
  local start = h.start.optimizer
  add("model, train, val = h:first_model(), h.train, h.val")
  add(("opt = optim.%s(model, "
    .. "%s)"):format(start.name, literal(said_arguments(start.name, start.args))))
  if not h.start.fresh then add("opt:load_state_dict(h.start.optimizer)") end
  add(("crit = nn.%s()"):format(core.loss_name(h.loss_function)))
  if o.loss ~= nil then add("crit = h.loss_function") end
  if o.scheduler then
    add(("scheduler = optim.%s"):format(h.config.scheduler:match("^%S+"))
      .. ("(opt, %s)"):format(literal(o.scheduler.options)))
  end
  if o.early_stopping then add("best, since = math.huge, 0") end
  add(("seed(%d)"):format(h.seed))
end

-- Several terms are added up first, as fit does: another order would round differently.
local function add_penalties(add, o)
  local terms = {}
  if o.l1 and o.l1 > 0 and not o.proximal then
    terms[1] = ("nn.reg.L1(%s)(model)"):format(literal(o.l1))
  end
  if o.l2 and o.l2 > 0 then terms[#terms + 1] = ("nn.reg.L2(%s)(model)"):format(literal(o.l2)) end
  if o.regularizer then terms[#terms + 1] = "h.options.regularizer(model)" end
  local sum = table.concat(terms, " + ")
  if #terms > 1 then sum = "(" .. sum .. ")" end
  if #terms > 0 then add("    loss = loss + " .. sum) end
end

local function add_step(add, h, o)
  local shuffle = o.shuffle == false and "" or ", {shuffle = true}"
  add(("  for xb, yb in train:batches(%d%s) do"):format(o.batch or 32, shuffle))
  add("    opt:zero_grad()")
  add("    loss = crit(model(xb), yb)")
  add_penalties(add, o)
  add("    loss:backward()")
  if o.clip_norm then
    add(("    nn.utils.clip_grad_norm_(model, %s)"):format(literal(o.clip_norm)))
  end
  add("    opt:step()")
  if o.proximal then add(("    nn.reg.L1(%s):prox(model, opt.lr)"):format(literal(o.l1))) end
  if o.scheduler and o.scheduler.every == "batch" then add("    scheduler:step()") end
  add("  end")
  add("  model:eval()")
  if h.val then
    add("  v = evaluate(model, val, {loss = crit}).loss")
    add("  print(epoch, evaluate(model, train, {loss = crit}).loss, v)")
  else
    add("  print(epoch, evaluate(model, train, {loss = crit}).loss)")
  end
end

local function add_after_epoch(add, o)
  if o.scheduler and o.scheduler.every ~= "batch" then
    add(o.scheduler.takes_metric and "  scheduler:step(v)" or "  scheduler:step()")
  end
  if not o.early_stopping then return end
  local patience = type(o.early_stopping) == "table" and o.early_stopping.patience or 10
  add("  since = since + 1")
  add("  if v < best then best, since, kept = v, 0, model:state_dict() end")
  add(("  if since >= %d then break end"):format(patience))
end

--- The loop of a run (a history) as Lua text. The text expects the history in the variable h.
-- errors: E0102 for a run whose network is no longer kept.
function M.code(h)
  if not h.kept then
    err.raise("E0102", ("unfold: the network and data of run %s are no longer kept"):format(h.id
      or "?"),
      "Only the latest runs keep them.", 2)
  end
  local lines, o = {}, h.options
  local function add(line) lines[#lines + 1] = line end
  if h.id then add(("h = runs[%d]"):format(h.id)) end
  add_setup(add, h, o)
  add(("for epoch = 1, %d do"):format(o.epochs or 20))
  add("  model:train()")
  add_step(add, h, o)
  add_after_epoch(add, o)
  add("end")
  if o.early_stopping then add("model:load_state_dict(kept)") end
  return table.concat(lines, "\n")
end

return M
