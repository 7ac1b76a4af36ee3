-- G0105: labels that have nothing to do with the inputs.
local edit = require "edit"

return {{code = "G0105", kind = "dynamics", name = "labels shuffled", edit = function(text)
  local changed, count = text:gsub("(data%.[mbcsdxp]%l+)(%b{})", "mixed(%1%2)")
  if not edit.has_labels(text) or text:find "autoencoder" or text:find "gan" then return nil end
  return count > 0 and edit.prelude(changed,
    "local function mixed(d)\n  d.y = d.y:index_select(1, randperm(#d))\n  return d\nend") or nil
end}}
