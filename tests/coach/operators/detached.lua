-- Section 4, 12: a graph that is cut inside the network.
local edit = require "edit"

return {
  {code = {"G0209", "G0205"}, kind = "fact", name = "detach in forward", edit = function(text)
    if not edit.is_manual(text) or text:find("requires_grad_(false)", 1, true) then return nil end
    local changed, count = text:gsub("(local h = self%.%a+%(x%))", "%1:detach()", 1)
    if count == 0 then changed, count = text:gsub("(self%.%a+%()(self%.[%w]+%(x%))(%))",
      "%1%2:detach()%3", 1) end
    return count > 0 and changed or nil
  end},
}
