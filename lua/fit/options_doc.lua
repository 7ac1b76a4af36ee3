--- The options of fit in the form that help pages want.
-- Requires fit.spec.

local spec = require "gradus.fit.spec"

local names, out = {}, {}
for name in pairs(spec) do names[#names + 1] = name end
table.sort(names)
for i, name in ipairs(names) do
  local entry = spec[name]
  out[i] = {name = name, type = entry.type, default = entry.default, doc = entry.doc,
    min = entry.min,
    unit = entry.unit}
end
return out
