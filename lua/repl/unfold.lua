--- unfold: the loop behind a run of `fit`, as a student would write it; it gives the same numbers.
-- Requires core, fit.schedule, nn.walk and the workspace. Writes Lua as text; runs nothing.

local core = require "gradus.core"
local schedule = require "gradus.fit.schedule"
local walk = require "gradus.nn.walk"
local workspace = require "gradus.repl.workspace"

local M = {}

-- The learner's own name for a value, so that the loop speaks of their variables; else `otherwise`.
local function name_of(value, otherwise)
  for _, name in ipairs(workspace.own_names()) do
    if rawequal(rawget(workspace.env, name), value) then return name end
  end
  return otherwise
end

local function literal(value)
  if type(value) == "string" then return ("%q"):format(value) end
  if type(value) == "number" then return ("%.14g"):format(value) end
  if type(value) ~= "table" then return tostring(value) end
  local parts = {}
  for i, item in ipairs(value) do parts[i] = literal(item) end
  return "{" .. table.concat(parts, ", ") .. "}"
end

local function same(a, b) return literal(a) == literal(b) end

local function defaults_of(name)
  local out = {}
  for _, record in ipairs(core.records()) do
    for _, arg in ipairs(record.name == name and record.args
      or {}) do out[arg.name] = arg.default end
  end
  return out
end

-- {lr = 0.1, momentum = 0.9}: what differs from the defaults, and the rate always.
local function settings_text(settings, defaults)
  local names, parts = {}, {}
  for name, value in pairs(settings) do
    if name == "lr" or not same(value, defaults[name]) then names[#names + 1] = name end
  end
  table.sort(names)
  for i, name in ipairs(names) do parts[i] = name .. " = " .. literal(settings[name]) end
  return "{" .. table.concat(parts, ", ") .. "}"
end

local function optimizer_text(h, model)
  local state = h.start.optimizer
  return ("optim.%s(%s, %s)"):format(state.name, model,
    settings_text(state.args, defaults_of(state.name)))
end

-- A loss may hold tensors (weights of classes): those cannot be written out.
local function loss_text(h)
  for _, value in pairs(core.loss_args(h.loss_function)) do
    if core.kind(value) == "tensor" then
      return name_of(h.options.loss, ("runs[%d].loss_function"):format(h.id))
    end
  end
  return "nn." .. (tostring(h.loss_function):gsub("^nn%.", ""))
end

-- --- the parts of the loop -----------------------------------------------------------------------

local function penalties(options, model)
  local out = {}
  local function add(text) out[#out + 1] = (" + %s(%s)"):format(text, model) end
  if options.l1 and not options.proximal then add(("nn.reg.L1(%s)"):format(literal(options.l1))) end
  if options.l2 then add(("nn.reg.L2(%s)"):format(literal(options.l2))) end
  if options.regularizer then add(name_of(options.regularizer, "regularizer")) end
  return table.concat(out)
end

local function per_batch(h, model)
  local options = h.options
  local out = {"    opt:zero_grad()",
    ("    loss = crit(%s(xb), yb)%s"):format(model, penalties(options, model)),
    "    loss:backward()"}
  if options.clip_norm then
    out[#out + 1] = ("    nn.utils.clip_grad_norm_(%s:parameters(), %s)"):format(model,
      literal(options.clip_norm))
  end
  out[#out + 1] = "    opt:step()"
  if options.l1 and options.proximal then
    out[#out + 1] = ("    nn.reg.L1(%s):prox(%s, opt.lr)"):format(literal(options.l1), model)
  end
  local s = options.scheduler
  if s and schedule.is_per_batch(s) then out[#out + 1] = "    scheduler:step()" end
  return out
end

local function stopping(given, model)
  local patience = type(given) == "table" and given.patience or 10
  return {"  if val_loss < best then",
    ("    best, since, kept = val_loss, 0, %s:state_dict()"):format(model),
    "  else",
    "    since = since + 1",
    "  end",
    ("  if since >= %d then break end"):format(patience)}
end

local function per_epoch(h, model, val)
  local out, s = {}, h.options.scheduler
  if val then out[1] = ("  val_loss = evaluate(%s, %s, {loss = crit}).loss"):format(model, val) end
  if s and not schedule.is_per_batch(s) then
    out[#out + 1] = ("  scheduler:step(%s)"):format(val and "val_loss" or "loss:item()")
  end
  return out
end

-- The weights as they were; running means (of BatchNorm) lie between the parameters of the layers.
local function first_weights(h, model)
  local tensors = walk.tensors(h.model)
  if #tensors == #h.model:parameters() then
    return ("for i, w in ipairs(%s:parameters()) do w:copy_(runs[%d].start.weights[i]) end")
      :format(model, h.id)
  end
  local out = {("start = runs[%d].start.weights"):format(h.id), model .. ":load_state_dict{"}
  for i, entry in ipairs(tensors) do
    out[#out + 1] = ("  [%q] = start[%d],"):format(entry.name, i)
  end
  return table.concat(out, "\n") .. "\n}"
end

-- The weights, the optimizer and chance as they were before the run.
local function preparation(h, model)
  local out = {("-- run %d by hand"):format(h.id)}
  local function add(text, ...) out[#out + 1] = text:format(...) end
  if model == "model" then add("model = runs[%d].model", h.id) end
  add("%s", first_weights(h, model))
  add("crit = %s", loss_text(h))
  add("opt = %s", optimizer_text(h, model))
  local s = h.options.scheduler
  if s then add("scheduler = %s", schedule.code(s)) end
  if h.options.early_stopping then add("best, since, kept = math.huge, 0, nil") end
  add("seed(%d)", h.seed)
  return out
end

-- --- the whole -----------------------------------------------------------------------------------

local function add(out, lines) table.move(lines, 1, #lines, #out + 1, out) end

--- The loop behind a history, as a text of Lua.
function M.code(h)
  local model = name_of(h.model, "model")
  local train = name_of(h.train, ("runs[%d].train"):format(h.id))
  local val = h.val and name_of(h.val, ("runs[%d].val"):format(h.id))
  local stops = h.options.early_stopping
  local out = preparation(h, model)
  add(out, {("for epoch = 1, %d do"):format(h.options.epochs or h.config.epochs),
    ("  %s:train()"):format(model),
    ("  for xb, yb in %s:batches(%d, {shuffle = %s}) do"):format(train, h.config.batch,
      tostring(h.config.shuffle))})
  add(out, per_batch(h, model))
  add(out, {"  end"})
  add(out, per_epoch(h, model, val))
  if stops then add(out, stopping(stops, model)) end
  add(out, {"end"})
  if stops then add(out, {("if kept then %s:load_state_dict(kept) end"):format(model)}) end
  return table.concat(out, "\n")
end

return M
