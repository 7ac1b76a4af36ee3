-- G0206: zero_grad between backward and step, so that the step sees zeros.
local edit = require "edit"

return {{code = {"G0206", "G0205"}, kind = "fact", name = "zeroed before the step",
  edit = function(text)
  local rest = edit.drop(text, "[%a_][%w_%.]*:zero_grad%(%)")
  local opts = edit.optimizers(text)
  if not rest or #opts ~= 1 then return nil end
  local changed, count = rest:gsub("%f[%w_](" .. opts[1].pattern
    .. "):step%(%)", "%1:zero_grad() %1:step()")
  return count > 0 and changed or nil
end}}
