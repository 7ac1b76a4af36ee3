-- G0603, G0503: a network too small for the task, which stands still.
local edit = require "edit"

local hard = {moons = true, sine = true, circles = true, spirals = true, xor = true}

return {
  {code = {"G0603", "G0503"}, kind = "advice", name = "no hidden layer",
    edit = function(text, script)
    if not hard[script.task] or #edit.models(text) == 0 then return nil end
    local changed = edit.calls(text, "mlp", function(args)
      if args[#args]:find "^{" then args[#args] = nil end
      if #args < 3 or not args[1]:find "^%d" then return nil end
      return ("nn.Linear(%s, %s)"):format(args[1], args[#args])
    end)
    if text:find "%[%d%]%." then return nil end
    return changed ~= text and changed or nil
  end},
  {code = {"G0603", "G0503"}, kind = "advice", name = "one unit", edit = function(text, script)
    if not hard[script.task] or #edit.models(text) == 0 then return nil end
    local changed = edit.calls(text, "mlp", function(args)
      if args[#args]:find "^{" then args[#args] = nil end
      if #args < 3 or not args[1]:find "^%d" then return nil end
      return ("mlp(%s, 1, %s)"):format(args[1], args[#args])
    end)
    if text:find "%[%d%]%." then return nil end
    return changed ~= text and changed or nil
  end},
}
