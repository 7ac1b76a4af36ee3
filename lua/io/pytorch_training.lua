--- A run's loss, optimizer, penalties and schedule as PyTorch code.
-- Requires core and io.pytorch_values. Each function returns lines of Python, without indentation.

local core = require "gradus.core"
local values = require "gradus.io.pytorch_values"

local M = {}

local function tensor_text(t)
  local out = {}
  for i, x in ipairs(t:reshape(-1):tolist()) do out[i] = values.float32(x) end
  return "torch.tensor([" .. table.concat(out, ", ") .. "])"
end

-- ---- loss ---------------------------------------------------------------------------------------

local hinge = [[
def criterion(output, target):
    """The right side of 0, with a margin of 1."""
    side = torch.where(target > 0, 1.0, -1.0)
    return torch.clamp(1 - side * output, min=0).%s()]]

--- The line(s) that make `criterion`.
function M.loss(crit)
  local name, args = core.loss_name(crit), core.loss_args(crit)
  if name == "HingeLoss" then return hinge:format(args.reduction) end
  local parts = {}
  for _, key in ipairs{"weight", "pos_weight"} do
    if args[key] then parts[#parts + 1] = key .. "=" .. tensor_text(args[key]) end
  end
  if args.label_smoothing and args.label_smoothing > 0 then
    parts[#parts + 1] = values.keywords({"label_smoothing"}, args)
  end
  if args.delta then parts[#parts + 1] = values.keywords({"delta"}, args) end
  if args.reduction ~= "mean" then parts[#parts + 1] = values.keywords({"reduction"}, args) end
  return ("criterion = nn.%s(%s)"):format(name, table.concat(parts, ", "))
end

--- Does the loss take class labels, which count from 0 there?
function M.takes_labels(crit, task)
  local name = core.loss_name(crit)
  return task == "multiclass" and (name == "CrossEntropyLoss" or name == "NLLLoss")
end

-- ---- optimizer ----------------------------------------------------------------------------------

-- Arguments of an optimizer in the order of its record.
local function argument_names(name)
  for _, record in ipairs(core.records()) do
    if record.kind == "optim" and record.name == name then
      local out = {}
      for i, arg in ipairs(record.args) do out[i] = arg.name end
      return out
    end
  end
end

--- The lines that make `optimizer`. state: what opt:state_dict() gave at the start of the run.
function M.optimizer(state)
  return ("optimizer = torch.optim.%s(\n    model.parameters(), %s)"):format(state.name,
    values.keywords(argument_names(state.name), state.args))
end

-- ---- penalties and constraints ------------------------------------------------------------------

local weights = "weights = [p for p in model.parameters() if p.dim() > 1]"

local number = values.number

local penalties = {
  L1 = function(r) return number(r.lambda) .. " * sum(w.abs().sum() for w in weights)" end,
  L2 = function(r) return number(r.lambda) .. " * sum((w ** 2).sum() for w in weights)" end,
  ElasticNet = function(r)
    return ("sum(%s * w.abs().sum() + %s * (w ** 2).sum() for w in weights)"):format(number(r.l1),
      number(r.l2))
  end,
}

local shrink = [[
with torch.no_grad():
    for w in weights:
        step = %s * optimizer.param_groups[0]["lr"]
        w.copy_(w.sign() * (w.abs() - step).clamp(min=0))]]

local shorten = [[
with torch.no_grad():
    for w in weights:
        size = w.flatten(1).norm(dim=1, keepdim=True)
        w.mul_((%s / size).clamp(max=1).reshape(-1, *[1] * (w.dim() - 1)))]]

--- What a run adds to its loss and does after a step: {terms, after, setup, left_out}.
function M.penalties(options)
  local out = {terms = {}, after = {}, left_out = {}}
  local function add(reg) out.terms[#out.terms + 1] = penalties[core.reg_name(reg)](reg) end
  if options.l1 and options.l1 > 0 then
    if options.proximal then out.after[1] = shrink:format(values.number(options.l1))
    else add(core.reg.L1(options.l1)) end
  end
  if options.l2 and options.l2 > 0 then add(core.reg.L2(options.l2)) end
  local reg = options.regularizer
  if core.kind(reg) == "reg" and not tostring(reg):find("bias", 1, true) then
    if core.reg_name(reg) == "MaxNorm" then
      out.after[#out.after + 1] = shorten:format(values.number(reg.c))
    else add(reg) end
  elseif reg ~= nil then
    out.left_out[1] = "the regularizer, which is a function of your own"
  end
  out.setup = (out.terms[1] or out.after[1]) and weights or nil
  return out
end

-- ---- schedule -----------------------------------------------------------------------------------

local prefix = "scheduler = torch.optim.lr_scheduler."

local schedules = {
  StepLR = {"step_size", "gamma"}, ExponentialLR = {"gamma"},
    CosineAnnealingLR = {"T_max", "eta_min"},
  OneCycleLR = {"max_lr", "total_steps", "pct_start", "div_factor", "final_div_factor",
    "cycle_momentum", "base_momentum", "max_momentum"},
  ReduceLROnPlateau = {"mode", "factor", "patience", "threshold", "threshold_mode", "cooldown",
    "min_lr", "eps"},
}

local function schedule_name(s)
  local mt = getmetatable(s)
  return type(mt) == "table" and tostring(mt.__name):gsub("^gradus%.", "") or nil
end

--- The line that makes `scheduler`, whether it is stepped per batch, and whether it wants a loss;
-- nil where there is none PyTorch knows.
function M.schedule(s)
  local name = schedule_name(s)
  if name == "LinearWarmup" then
    return ("scheduler = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda t: min(1, (t + 1) / "
    .. "%d))")
      :format(s.options.steps), true, false
  end
  if not schedules[name] then return nil end
  return ("%s%s(optimizer, %s)"):format(prefix, name, values.keywords(schedules[name], s.options)),
    s.every == "batch", s.takes_metric
end

return M
