--- Outputs of a model as probabilities (or values, for a regression), whatever its last layer
-- gives.
-- Requires coach.pause, core, fit.judge and fit.net. Evaluation mode and no_grad are the caller's
-- business.

local core = require "gradus.core"
local judge = require "gradus.fit.judge"
local net = require "gradus.fit.net"
local unwatched = require "gradus.coach.pause"

local M = {}

--- Turn outputs of a model into probabilities for `task`.
function M.from_outputs(model, out, task)
  if task == "regression" then return out end
  local kind = judge.outputs(model)
  if kind == "probability" then return out end
  if kind == "log_probability" then return out:exp() end
  return task == "multiclass" and out:softmax(2) or out:sigmoid()
end

local CHUNK = 4096

local function once(model, x, task)
  local n = x:size(1)
  if n <= CHUNK then return M.from_outputs(model, model(x), task) end
  local parts = {}
  for first = 1, n, CHUNK do
    local rows = x:narrow(1, first, math.min(CHUNK, n - first + 1))
    parts[#parts + 1] = M.from_outputs(model, model(rows), task)
  end
  return core.cat(parts, 1)
end

-- Dropout alone drops while the masks are averaged; batch norms keep to their running statistics.
local function set_dropout(model, on)
  for _, layer in ipairs(net.is_module(model) and net.layers(model) or {}) do
    if net.name(layer) == "Dropout" then core.module_mode(layer, on) end
  end
end

local function averaged(model, x, task, samples)
  set_dropout(model, true)
  local sum = once(model, x, task)
  for _ = 2, samples do sum = sum + once(model, x, task) end
  set_dropout(model, false)
  return sum / samples
end

--- Probabilities (values for a regression) of `model` on x. samples: the mean over this many
-- dropout masks, drawn from a generator of their own; nil for the whole network.
function M.of(model, x, task, samples)
  if not samples then return once(model, x, task) end
  return unwatched(core.with_seed, 1, averaged, model, x, task, samples)
end

return M
