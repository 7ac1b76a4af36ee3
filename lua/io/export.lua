--- export.pytorch(model): the same network and training loop as a Python script.
-- Requires core, doc, err, history, namespace, options, runs, io.pytorch_model, io.pytorch_training
-- and nn.module. Weights and data travel in safetensors files that nn.save writes.

local core = require "gradus.core"
local doc = require "gradus.doc"
local err = require "gradus.err"
local model_text = require "gradus.io.pytorch_model"
local history = require "gradus.history"
local module = require "gradus.nn.module"
local namespace = require "gradus.namespace"
local options = require "gradus.options"
local runs = require "gradus.runs"
local training = require "gradus.io.pytorch_training"
local values = require "gradus.io.pytorch_values"

local head = [[
"""%s, as PyTorch. Written by Gradus.

Weights and data come from files next to this script:
    nn.save(model, "model.safetensors")             before training
    nn.save({x=train.x, y=train.y}, "train.safetensors")%s
"""
%simport json
import struct

import torch
from torch import nn


def load(path):
    """Read a safetensors file as a dictionary of tensors."""
    with open(path, "rb") as file:
        data = file.read()
    (size,) = struct.unpack("<Q", data[:8])
    header = json.loads(data[8:8 + size])
    header.pop("__metadata__", None)
    numbers = torch.frombuffer(bytearray(data[8 + size:]), dtype=torch.float32)
    out = {}
    for name, entry in header.items():
        begin, end = entry["data_offsets"]
        out[name] = numbers[begin // 4:end // 4].reshape(entry["shape"])
    return out


def from_gradus(state):
    """Layers count from 1 in Gradus and from 0 in PyTorch."""
    def renamed(name):
        return ".".join(str(int(part) - 1) if part.isdigit() else part for part in name.split("."))
    return {renamed(name): tensor for name, tensor in state.items()}


def data(path):
    part = load(path)
    return part["x"], %s
]]

local foot = [[
if __name__ == "__main__":
    # strict=False: PyTorch also counts the batches of BatchNorm1d.
    model.load_state_dict(from_gradus(load("model.safetensors")), strict=False)
    train(%s)
]]

-- ---- what is known of the run -------------------------------------------------------------------

-- How many numbers the last layer gives per row.
local function outputs_of(m)
  local list = m:parameters()
  return list[#list] and list[#list]:numel() or 1
end

-- What `fit` would choose for a model nothing is known of.
local function usual(m)
  local many = outputs_of(m) > 1
  local opt = core.optim.Adam{core.zeros(1):requires_grad_()}
  return {options = {}, title = "A network and its training",
    task = many and "multiclass" or "binary",
    crit = many and core.nn.CrossEntropyLoss() or core.nn.BCEWithLogitsLoss(),
    optimizer = core.optim_state(opt)}
end

local function of_history(h)
  return {options = h.options or {}, crit = h.loss_function, optimizer = h.start.optimizer,
    task = h.task, title = "The network and the training of run " .. (h.id or "(unnumbered)")}
end

-- The settings of a run, worked out: what the text is made of.
local function settings(m, h)
  local run = h and of_history(h) or usual(m)
  local stop = run.options.early_stopping
  run.stopping = stop == true and {} or stop or nil
  run.has_val = run.options.val ~= nil
  run.penalties = training.penalties(run.options)
  if run.options.scheduler ~= nil then
    run.schedule, run.per_batch, run.wants_loss = training.schedule(run.options.scheduler)
    if not run.schedule then
      table.insert(run.penalties.left_out, "the scheduler; PyTorch does not have this one")
    end
  end
  return run
end

-- ---- the training function ----------------------------------------------------------------------

-- Returns a function that appends lines to `out`, indented by so many levels.
local function adder(out)
  return function(indent, text)
    for line in (text .. "\n"):gmatch("(.-)\n") do
      out[#out + 1] = line == "" and "" or ("    "):rep(indent) .. line
    end
  end
end

-- One batch: forward, loss, penalties, backward, step.
local function batch_lines(add, run)
  add(3, "optimizer.zero_grad()")
  add(3, "loss = criterion(model(x[rows]), y[rows])")
  for _, term in ipairs(run.penalties.terms) do add(3, "loss = loss + " .. term) end
  add(3, "loss.backward()")
  local clip = run.options.clip_norm
  if clip then
    add(3, ("nn.utils.clip_grad_norm_(model.parameters(), %s)"):format(values.number(clip)))
  end
  add(3, "optimizer.step()")
  for _, after in ipairs(run.penalties.after) do add(3, after) end
  if run.schedule and run.per_batch then add(3, "scheduler.step()") end
end

local function look_lines(add, run)
  add(2, "model.eval()")
  add(2, "with torch.no_grad():")
  add(3, "losses.append(criterion(model(x), y).item())")
  if run.has_val then add(3, "val_losses.append(criterion(model(x_val), y_val).item())") end
  add(2, run.has_val
    and 'print(f"epoch {epoch + 1}  loss {losses[-1]:.8g}  val {val_losses[-1]:.8g}")'
    or 'print(f"epoch {epoch + 1}  loss {losses[-1]:.8g}")')
end

local function stopping_lines(add, stop)
  add(2, ("if val_losses[-1] < best - %s:"):format(values.number(stop.min_delta or 0)))
  add(3, "best, waited = val_losses[-1], 0")
  if stop.restore ~= false then add(3, "best_state = copy.deepcopy(model.state_dict())") end
  add(2, "else:")
  add(3, "waited += 1")
  add(2, ("if waited >= %d:"):format(stop.patience or 10))
  add(3, "break")
end

local function epoch_lines(add, run)
  local shuffle = run.options.shuffle ~= false
  add(2, "model.train()")
  add(2, "order = torch." .. (shuffle and "randperm" or "arange") .. "(len(x))")
  add(2, ("for rows in order.split(%d):"):format(run.options.batch or 32))
  batch_lines(add, run)
  look_lines(add, run)
  if run.schedule and not run.per_batch then
    local metric = run.has_val and "val_losses[-1]" or "losses[-1]"
    add(2, "scheduler.step(" .. (run.wants_loss and metric or "") .. ")")
  end
  if run.stopping then stopping_lines(add, run.stopping) end
end

local function train_function(run)
  local out = {}
  local add = adder(out)
  add(0, "def train(x, y" .. (run.has_val and ", x_val, y_val" or "") .. "):")
  add(1, '"""Train the model; return its loss after each epoch, in evaluation mode."""')
  add(1, "losses = []")
  if run.has_val then add(1, "val_losses = []") end
  if run.stopping then add(1, 'best, best_state, waited = float("inf"), None, 0') end
  add(1, ("for epoch in range(%d):"):format(run.options.epochs or 20))
  epoch_lines(add, run)
  if run.stopping then
    add(1, "if best_state is not None:")
    add(2, "model.load_state_dict(best_state)")
  end
  add(1, "return losses")
  return table.concat(out, "\n")
end

-- ---- the whole script ---------------------------------------------------------------------------

local function top(run)
  local val = run.has_val and '\n    nn.save({x=val.x, y=val.y}, "val.safetensors")' or ""
  local labels = training.takes_labels(run.crit, run.task)
  return head:format(run.title, val, run.stopping and "import copy\n" or "",
    labels and 'part["y"].long() - 1  # classes count from 0' or 'part["y"]')
end

local function notes(run)
  local out = {}
  for i, what in ipairs(run.penalties.left_out) do out[i] = "# Left out: " .. what .. "." end
  return out[1] and table.concat(out, "\n") or nil
end

-- The model, and in front of it the classes that PyTorch does not have.
local function model_part(m)
  local needs, out = {}, {}
  local text = model_text.text(m, needs)
  for _, name in ipairs{"ClassicDropout", "Maxout"} do
    if needs[name] then out[#out + 1] = model_text.classes[name] .. "\n" end
  end
  out[#out + 1] = "model = " .. text
  return table.concat(out, "\n")
end

local function assemble(m, run)
  local setup = {model_part(m), training.loss(run.crit), training.optimizer(run.optimizer)}
  setup[#setup + 1] = run.penalties.setup
  setup[#setup + 1] = run.schedule
  setup[#setup + 1] = notes(run)
  local call = '*data("train.safetensors")' .. (run.has_val and ', *data("val.safetensors")' or "")
  return table.concat({top(run), table.concat(setup, "\n") .. "\n", train_function(run) .. "\n",
    foot:format(call)}, "\n\n")
end

local function check(m, h)
  if not module.is(m) then
    err.raise("E0103", "export.pytorch needs a model, not " .. options.kind(m),
      "export.pytorch(model), or export.pytorch(h.model, h)", 4)
  end
  if h ~= nil and not history.is(h) then
    err.raise("E0103", "export.pytorch needs a history second, not " .. options.kind(h),
      "h = fit(model, …); export.pytorch(model, h)", 4)
  end
end

local M = {}

--- The Python text of a model and of the training that h = fit(…) did; without h, of the model's
-- latest run, or of what fit would do.
-- errors: E0103 for a module whose forward is Lua.
function M.pytorch(m, h)
  check(m, h)
  return assemble(m, settings(m, h or runs.continued_by(m)))
end

doc.add{name = "export.pytorch", usage = "export.pytorch(model[, h])",
  summary = "Writes a model and its training as a Python script for PyTorch.",
  text = "Returns text: print it, or io.open(\"net.py\", \"w\"):write(text). Its head says which "
    .. "files carry weights and data. From the same weights and with shuffle=false it gives the "
    .. "same losses.",
  example = "text = export.pytorch(mlp(2, 16, 1))\nprint(text:match('nn.Linear[^\\n]*'))"
    .. "  --> nn.Linear(2, 16, bias=True),",
  see = {"nn.save", "fit"}}

doc.add{name = "export", usage = "export.pytorch(model)",
  summary = "Writes a model and its training as a program for another library.",
  example = "print(#export.pytorch(mlp(2, 1)) > 1000)  --> true", see = {"export.pytorch"}}

return namespace.strict(M, "export")
