-- G0207: `total = total + loss` keeps every graph alive.
local edit = require "edit"

local function summed(text)
  local changed, count = text:gsub("([%a_][%w_]*) = %1 %+ ([%a_][%w_]*):item%(%)( ?)%f[\n]",
    "%1 = %1 + %2")
  if count == 0 then return nil end
  return changed
end

-- Where a script keeps no sum, it gets one, over the whole run.
local function added(text)
  if not edit.is_manual(text) or text:find "%+ loss:item" then return nil end
  local changed, count = text:gsub("\n([ \t]*)loss:backward%(%)",
    "\n%1total_loss = total_loss + loss\n%1loss:backward()")
  if count ~= 1 then return nil end
  return edit.prelude(changed, "local total_loss = 0") .. "print(total_loss)\n"
end

return {
  {code = "G0207", kind = "fact", name = "item() dropped", edit = function(text)
    -- A sum that begins anew in each epoch lets go of its graphs soon enough.
    local name = text:match "\nlocal ([%a_][%w_]*) = 0\n"
    if not name or #edit.loops(text) == 0 then return nil end
    return text:find(name .. " = " .. name .. " %+ [%w_]+:item") and summed(text) or nil
  end},
  {code = "G0207", kind = "fact", name = "sum of losses", edit = added},
}
