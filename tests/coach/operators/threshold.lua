-- G0304: logits cut at 0.5.
local edit = require "edit"

local function cut(text)
  if not text:find "BCEWithLogitsLoss" or text:find ":sigmoid%(%)" then return nil end
  local changed, count = text:gsub(":gt%(0%)", ":gt(0.5)")
  return count > 0 and changed or nil
end

-- Measured by hand in place of accuracy(model, test).
local function measured(text)
  if not text:find "BCEWithLogitsLoss" or text:find "[Dd]ropout"
    or text:find "Norm" then return nil end
  if not edit.is_manual(text) or text:find "multilabel" then return nil end
  local changed, count = text:gsub("result = accuracy%(([%w_]+), test%)",
    "result = %1(test.x):gt(0.5):eq(test.y):mean():item()")
  return count > 0 and changed or nil
end

return {
  {code = "G0304", kind = "fact", name = "logits cut at 0.5", edit = cut},
  {code = "G0304", kind = "fact", name = "measured by hand", edit = measured},
}
