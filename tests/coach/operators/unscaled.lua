-- G0101: inputs in raw units, or units that differ by a thousand.
local edit = require "edit"

local function norm_dropped(text, script)
  if not script.tags.units or script.tags.units ~= "raw" then return nil end
  local changed, a = text:gsub("data%.Standardizer%b()", "function(d) return d end")
  local b, c
  changed, b = changed:gsub("data%.MinMax%b()", "function(d) return d end")
  changed, c = changed:gsub("\n[^\n]*%-%- @norm%f[\n]", "")
  return a + b + c > 0 and changed or nil
end

-- Generated data in other units; a script that scales would undo it.
local function scaled(line)
  return function(text)
    if text:find "Standardizer" or text:find "MinMax" or text:find "@norm" then return nil end
    if text:find "Norm" or text:find "Conv2d" or text:find "descend" then return nil end
    local changed, count = text:gsub("(data%.[mbcsdxp]%l+)(%b{})", "in_units(%1%2)")
    return count > 0 and edit.prelude(changed, "local function in_units(d)\n" .. line
      .. "\n  return d\nend") or nil
  end
end

return {
  {code = "G0101", kind = "dynamics", name = "scaling dropped", edit = norm_dropped},
  {code = "G0101", kind = "dynamics", name = "0 to 255", edit = scaled "  d.x = d.x * 255"},
  {code = "G0101", kind = "dynamics", name = "one column times 1000", edit = scaled
    "  local s = ones(d.x:size(2))\n  s[d.x:size(2)] = 1000\n  d.x = d.x * s + s * 5 - 5"},
}
