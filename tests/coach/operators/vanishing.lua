-- G0505: many sigmoid layers.
local edit = require "edit"

return {{code = "G0505", kind = "dynamics", name = "eight sigmoid layers", edit = function(text)
  local done
  local changed = edit.calls(text, "mlp", function(args)
    if args[#args]:find "^{" then args[#args] = nil end
    if #args < 3 or not args[1]:find "^%d" or not args[#args]:find "^%d" then return nil end
    done = true
    return ('mlp(%s, %s, %s, {act = "sigmoid"})'):format(args[1], ("16, "):rep(7)
      .. "16", args[#args])
  end)
  if text:find "%[%d%]%s*[,}.]" then return nil end
  return done and changed or nil
end}}
