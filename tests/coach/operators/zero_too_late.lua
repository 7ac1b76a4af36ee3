-- G0206: zero_grad between backward and step, so that the step sees zeros. Not where there are two
-- optimizers: the other one's gradients would not be cleared.
local edit = require "edit"

local function has_two_steppers(text)
  local first = text:match "([%a_][%w_%.]*):step%(%)"
  for name in text:gmatch "([%a_][%w_%.]*):step%(%)" do
    if name ~= first and not name:find "^s" then return true end
  end
  return false
end

return {{code = {"G0206", "G0205"}, kind = "fact", name = "zeroed before the step",
  edit = function(text)
  local rest = edit.drop(text, "[%a_][%w_%.]*:zero_grad%(%)")
  local opts = edit.optimizers(text)
  if not rest or #opts ~= 1 or has_two_steppers(text) then return nil end
  local changed, count = rest:gsub("%f[%w_](" .. opts[1].pattern
    .. "):step%(%)", "%1:zero_grad() %1:step()")
  return count > 0 and changed or nil
end}}
