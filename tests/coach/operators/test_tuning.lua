-- G0605: the test set takes part in choices.
local edit = require "edit"

local function split_has_test(text) return text:find "val, test = " end

-- A sweep that is judged on the test rows.
local function sweep_on_test(text)
  if not split_has_test(text) or not (text:find "ipairs{0%.0"
    or text:find "sweep{") then return nil end
  local changed = text:gsub("%f[%w_]val = val", "val = test"):gsub("(%w+)%((%w+), val%)",
    "%1(%2, test)")
  return changed
end

-- Early stopping, a schedule or the kept weights look at the test rows.
local function stop_on_test(text)
  if not split_has_test(text) then return nil end
  local by_fit = text:find "early_stopping"
  local by_hand = text:find "Plateau" or text:find "< best"
  if not by_fit and not by_hand then return nil end
  local changed = text:gsub("val = val", "val = test"):gsub("%f[%w_]val%.([xy])", "test.%1")
    :gsub("(evaluate)%((%w+), val%)", "%1(%2, test)")
  return changed ~= text and changed or nil
end

-- An optimizer written out keeps its rate to itself: three of them look like three seeds.
local function hides_rate(text) return text:find "zeros_like" and not text:find "optim%." end

-- The whole script for three learning rates, the test rows measured each time.
local function tried_again(text, script)
  if hides_rate(text) then return nil end
  if text:find "sweep" or text:find "seeds%(" or text:find "\n%-%- repl"
    or script.task == "gan" then return nil end
  if text:find "kfold" or text:find "ensemble" or not text:find "test"
    or text:find "Rprop" then return nil end
  local changed, count = text:gsub("(%f[%w_]lr = )([%d%.e%-]+)", "%1%2 * FACTOR")
  if count == 0 or text:find "local lr" or text:find "max_lr" or text:find "peak"
    or not (text:find "%(%a%w*, test%)"
    or text:find "%(test%.x%)") then return nil end
  local body = edit.prelude(changed, "for _, FACTOR in ipairs{0.5, 1, 1.5} do")
  return body .. 'print("test", FACTOR, result)\nend\n'
end

-- Every epoch is judged on the test rows; there is no validation set.
local function watched(text)
  if not split_has_test(text) or text:find "early_stopping" or text:find "Plateau"
    or text:find "< best" then return nil end
  if text:find "ipairs{0%.0" or text:find "sweep{" or text:find "again{" then return nil end
  local changed, count = text:gsub("(fit%b())", function(call) return (call:gsub("val = val",
    "val = test")) end)
  return count > 0 and changed ~= text and changed or nil
end

return {
  {code = "G0605", kind = "fact", name = "sweep on test", edit = sweep_on_test},
  {code = "G0605", kind = "fact", name = "stopping on test", edit = stop_on_test},
  {code = "G0605", kind = "fact", name = "three rates, three looks", edit = tried_again},
  {code = "G0605", kind = "fact", name = "every epoch on test", edit = watched},
}
