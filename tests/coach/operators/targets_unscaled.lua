-- Section 4, 9: targets in thousands.
local edit = require "edit"

return {{code = {"G0109", "G0402"}, kind = "dynamics", name = "targets times 1000",
  edit = function(text, script)
  if script.task == "houses" then return nil end
  local changed, count = text:gsub("(data%.sine)(%b{})", "in_units(%1%2)")
  if count == 0 then changed, count = text:gsub("(data%.polynomial)(%b{})", "in_units(%1%2)") end
  return count > 0 and edit.prelude(changed,
    "local function in_units(d)\n  d.y = d.y * 1000 + 20000\n  return d\nend") or nil
end}}
