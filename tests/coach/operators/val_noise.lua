-- G0609: noise that is meant for training is added to the rows kept for judging, anew at each look.
local edit = require "edit"

return {{code = "G0609", kind = "advice", name = "noise on val", edit = function(text)
  local loops = edit.loops(text)
  if #loops == 0 or not edit.is_manual(text) then return nil end
  -- A line inside the loop over the epochs, in a pass over all of the validation rows.
  local changed, count = text:gsub("(\n[ \t]+[^\n]*[%w_]+)%(val%.x%)",
    "%1(val.x + randn(val.x.shape) * 0.05)")
  return count > 0 and changed or nil
end}}
