-- G0607: accuracy on labels of which nearly all are the same.
local edit = require "edit"

return {{code = "G0607", kind = "advice", name = "95 to 5", edit = function(text, script)
  if script.task ~= "moons" and script.task ~= "circles" then return nil end
  if text:find "seeds%(" or text:find "learning curve"
    or not text:find "accuracy%(" then return nil end
  local changed, count = text:gsub("(data%.[mc]%l+)(%b{})", "rare(%1%2)")
  if count == 0 then return nil end
  changed = changed:gsub("n = (%d+)", function(n) return "n = " .. 2 * n end)
  return edit.prelude(changed,
    "local function rare(d)\n  local keep, ones_left = {}, math.floor(#d / 30)\n"
    .. "  for i = 1, #d do\n    local is_one = d.y[i]:item() == 1\n"
    .. "    if is_one then ones_left = ones_left - 1 end\n"
    .. "    if not is_one or ones_left >= 0 then keep[#keep + 1] = i end\n"
    .. "  end\n  return d:subset(keep)\nend")
end}}
