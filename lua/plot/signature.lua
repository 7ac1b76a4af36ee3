--- The arguments of a plot function as its help record lists them.
-- Requires nothing. Options are written down once, in the spec that checks them; help reads the
-- same spec.

local M = {}

--- Argument records: the positional ones as given, then the options of `spec` in the order of
-- `names`.
function M.args(positional, spec, names)
  local out = {table.unpack(positional)}
  for _, name in ipairs(names) do
    local entry = spec[name]
    local default = entry.default ~= nil and tostring(entry.default) or nil
    out[#out + 1] = {name = name, type = entry.type:gsub("|", " or "):gsub("table", "list"),
      default = default, doc = entry.doc}
  end
  return out
end

return M
