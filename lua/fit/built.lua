--- What a `build` function makes, trained in silence: for experiments that train many times.
-- Requires err, fit, fit.net, fit.spec and options. Networks are trained by fit, the learners of
-- `baseline` by their own method.

local err = require "gradus.err"
local fit = require("gradus.fit").fit
local kind_of = require("gradus.options").kind
local net = require "gradus.fit.net"
local spec = require "gradus.fit.spec"

local M = {}

--- The options of an experiment, given together with its own: `own` and all of fit's.
function M.spec(own)
  for name, entry in pairs(spec) do own[name] = own[name] or entry end
  return own
end

--- Those of `given` that are fit's; nothing is printed.
function M.options(given)
  local out = {}
  for name in pairs(spec) do out[name] = given[name] end
  out.verbose = false
  return out
end

--- Make a model and train it on `ds`. who: the function the user called; example: how build looks.
-- errors: E0103 where build makes nothing that learns.
function M.train(who, build, ds, options, example)
  local model = build()
  if net.is_module(model) then fit(model, ds, options)
  elseif type(model) == "table" and model.fit then model:fit(ds)
  else
    err.raise("E0103", ("%s: build must return a model, found %s"):format(who, kind_of(model)),
      example, 6)
  end
  return model
end

return M
