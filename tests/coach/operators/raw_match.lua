-- G0310: outputs compared with their targets as they are.
local edit = require "edit"

local function no_cut(text)
  local changed, count = text:gsub(":gt%(0%.?5?%):eq%(", ":eq(")
  return count > 0 and edit.is_manual(text) and changed or nil
end

-- Measured by hand in place of accuracy(model, test).
local function measured(text)
  if not edit.is_manual(text) or not text:find "nn%.BCE" or text:find "CrossEntropyLoss"
    or text:find "multilabel" or text:find "[Dd]ropout" or text:find "Norm" then return nil end
  local changed, count = text:gsub("result = accuracy%(([%w_]+), test%)",
    "result = %1(test.x):eq(test.y):mean():item()")
  return count > 0 and changed or nil
end

-- The same for a regression, which has no right and wrong.
local function of_regression(text)
  local names = edit.losses(text, "MSELoss")
  if #names ~= 1 or not edit.is_manual(text) or text:find "[Dd]ropout" then return nil end
  local changed, count = text:gsub("result = 1 %- " .. names[1]
    .. "%(([%w_]+%(test%.x%)), test%.y%):item%(%)[^\n]*",
    "result = %1:eq(test.y):mean():item()")
  return count > 0 and changed or nil
end

return {
  {code = "G0310", kind = "fact", name = "never cut", edit = no_cut},
  {code = "G0310", kind = "fact", name = "measured by hand", edit = measured},
  {code = "G0310", kind = "fact", name = "accuracy of a regression", edit = of_regression},
}
