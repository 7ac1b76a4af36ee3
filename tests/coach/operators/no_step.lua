-- G0206: backward without step, and step without backward.
local edit = require "edit"

local function no_step(text)
  if not edit.is_manual(text) then return nil end
  local count = 0
  for _, opt in ipairs(edit.optimizers(text)) do
    local rest = edit.drop(text, opt.pattern .. ":step%(%)")
    if rest then text, count = rest, count + 1 end
  end
  return count > 0 and text or nil
end

local function no_backward(text)
  if #edit.optimizers(text) == 0 then return nil end
  local chained, count = text:gsub("%):backward%(%)", ")")
  if count > 0 then return (chained:gsub("\n([ \t]*)(%a[%w_]*%(%a[%w_]*%b(), [%w_]+%))%f[\n]",
    "\n%1local _ = %2")) end
  return edit.drop(text, "[%a_][%w_]*:backward%(%)")
end

return {
  {code = {"G0206", "G0205"}, kind = "fact", name = "no step", edit = no_step},
  {code = {"G0206", "G0205"}, kind = "fact", name = "no backward", edit = no_backward},
}
