-- Section 4, 7: a loss that sums where it should average.
local edit = require "edit"

return {
  {code = {"G0309", "G0501"}, kind = "dynamics", name = 'reduction = "sum"', edit = function(text)
    if not edit.is_manual(text) then return nil end
    local changed, count = text:gsub("(nn%.%u%a+Loss)%(%)", '%1{reduction = "sum"}')
    return count > 0 and changed or nil
  end},
  {code = {"G0309", "G0501"}, kind = "dynamics", name = "sum for mean", edit = function(text)
    local changed, count = text:gsub("(local loss = [^\n]*):mean%(%)", "%1:sum()")
    return count > 0 and changed or nil
  end},
}
