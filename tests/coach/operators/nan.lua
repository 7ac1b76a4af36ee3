-- G0504: numbers that stop being numbers.
local edit = require "edit"

local function in_loss(expression)
  return function(text)
    local changed, count = text:gsub("\n([ \t]*)loss:backward%(%)", "\n%1" .. expression
      .. "\n%1loss:backward()")
    return count == 1 and changed or nil
  end
end

local function log_of_probability(text)
  local names = edit.losses(text, "BCEWithLogitsLoss")
  if #names ~= 1 or not edit.is_manual(text) then return nil end
  local changed, count = text:gsub("nn%.BCEWithLogitsLoss%(%)", "function(z, y)\n"
    .. "  local p = (z * 100):sigmoid()\n"
    .. "  return -(y * p:log() + (1 - y) * (1 - p):log()):mean()\nend", 1)
  return count > 0 and changed or nil
end

return {
  {code = "G0504", kind = "fact", name = "log of a negative",
    edit = in_loss "loss = (-loss:abs() - 1):log()"},
  {code = "G0504", kind = "fact", name = "division by zero",
    edit = in_loss "loss = loss / (loss - loss)"},
  {code = "G0504", kind = "fact", name = "exp of a large number",
    edit = in_loss "loss = (loss * 1000 + 200):exp()"},
  {code = "G0504", kind = "dynamics", name = "log of a probability", edit = log_of_probability},
  {code = "G0504", kind = "fact", name = "epsilon dropped", edit = function(text)
    local changed, count = text:gsub("%(p %+ 1e%-9%):log", "(p * 0):log")
    return count > 0 and changed or nil
  end},
}
