-- G0102: training rows scaled, the rows for measuring not.
local edit = require "edit"

local function without(text, names)
  local count = 0
  for _, name in ipairs(names) do
    local n
    text, n = text:gsub("%f[%w_](norm)%((" .. name .. ")%)", "%2")
    if n == 0 then text, n = text:gsub("%f[%w_](scale)%((" .. name .. ")%)", "%2") end
    count = count + n
  end
  return count, text
end

local function library(text, script)
  if script.tags.units ~= "raw" then return nil end
  local count, changed = without(text, {"val", "test"})
  return count > 0 and changed or nil
end

local function by_hand(text)
  local changed, count = text:gsub("\n[^\n]*_te?s?t?[^\n]*%-%- @norm%f[\n]", "", 1)
  if count == 0 or changed:find "x_train = %(x_train" == nil then return nil end
  return changed
end

local function moved(text, script)
  if not edit.has_gradients(text) then return nil end
  if script.tags.units or text:find "Standardizer" or text:find "subset{i}" -- one row
    or not text:find "[%w_]+%(%w+, test%)" then return nil end
  local changed, count = text:gsub("%f[%w_](accuracy)%(([%w_]+), test%)", "%1(%2, in_units(test))")
  local more
  changed, more = changed:gsub("%f[%w_](evaluate)%(([%w_]+), test%)", "%1(%2, in_units(test))")
  return count + more > 0 and edit.prelude(changed,
    "local function in_units(d)\n"
    .. "  return data.from(d.x * 40 + 20, d.y, {task = d.task, role = \"test\"})\nend") or nil
end

return {
  {code = "G0102", kind = "fact", name = "val and test not scaled", edit = library},
  {code = "G0102", kind = "fact", name = "test not scaled, by hand", edit = by_hand},
  {code = "G0102", kind = "fact", name = "test in other units", edit = moved},
}
