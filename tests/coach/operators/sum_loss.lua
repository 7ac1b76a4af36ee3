-- Section 4, 7: a loss that sums where it should average.
local edit = require "edit"

-- The script's own score stays a mean: a sum there is no harm that training did.
local function keep_score(text)
  local at = text:find("\nresult =", 1, true)
  if not at then return text end
  local score = text:sub(at)
  for name, kind in text:gmatch "([%a_][%w_]*) = (nn%.%u%a+Loss)%(%)" do
    score = score:gsub("%f[%w_]" .. name .. "%(", kind .. "()(")
  end
  return text:sub(1, at - 1) .. score
end

return {
  {code = {"G0309", "G0501"}, kind = "dynamics", name = 'reduction = "sum"', edit = function(text)
    if not edit.is_manual(text) then return nil end
    local changed, count = keep_score(text):gsub("( = nn%.%u%a+Loss)%(%)", '%1{reduction = "sum"}')
    return count > 0 and changed or nil
  end},
  {code = {"G0309", "G0501"}, kind = "dynamics", name = "sum for mean", edit = function(text)
    local changed, count = text:gsub("(local loss = [^\n]*):mean%(%)", "%1:sum()")
    return count > 0 and changed or nil
  end},
}
