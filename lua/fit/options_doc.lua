--- The options of fit in the form that help pages want, the ones used most first.
-- Requires fit.spec.

local spec = require "gradus.fit.spec"

local order = {"val", "epochs", "batch", "lr", "optimizer", "loss", "seed", "verbose", "plot",
  "early_stopping", "l1", "l2", "regularizer", "proximal", "momentum", "nesterov", "weight_decay",
  "clip_norm", "scheduler", "shuffle", "metrics", "on_epoch"}

local out = {}
for i, name in ipairs(order) do
  local entry = assert(spec[name], name)
  out[i] = {name = name, type = entry.type, default = entry.default, doc = entry.doc,
    min = entry.min, unit = entry.unit}
end
local count = 0
for _ in pairs(spec) do count = count + 1 end
assert(count == #order, "an option of fit is missing from its help page")
return out
