-- G0305: [N, 1] against [N] in a hand-written loss; the library's losses refuse it themselves.
local edit = require "edit"

local function target_flat(text)
  local changed, count = text:gsub("%(%(([%a_][%w_]*) %- (train%.y)%) %^ 2%):mean%(%)",
    "((%1 - %2:squeeze(2)) ^ 2):mean()")
  if count == 0 then
    changed, count = text:gsub("\n([ \t]*)local y = (train%.y)%f[\n]",
      "\n%1local y = %2:squeeze(2)")
  end
  return count > 0 and changed or nil
end

local function output_flat(text)
  if text:find ":unsqueeze%(" then return nil end -- all pairs are compared on purpose
  local changed, count = text:gsub("%):squeeze%(2%)%f[\n]", ")")
  return count > 0 and edit.is_manual(text) and changed or nil
end

-- Where each batch is one row, [1, 1] and [1] are as good as equal; several columns stay as they
-- are.
local HARM = "if harm ~= true then harm = y:numel() > 1 and y:size(-1) == 1 end"

-- A loss by hand in place of the library's.
local function by_hand(text)
  local names = edit.losses(text, "MSELoss")
  if #names ~= 1 or not edit.is_manual(text) or text:find("evaluate(", 1, true)
    or text:find "softmax" then return nil end
  local changed, count = text:gsub("nn%.MSELoss%(%)",
    "function(out, y)\n  " .. HARM .. "\n  return ((out - y:squeeze(2)) ^ 2):mean()\nend", 1)
  if count == 0 or text:find "%(x%), x%)" then return nil end
  return changed
end

local function bce_by_hand(text)
  local names = edit.losses(text, "BCEWithLogitsLoss")
  if #names ~= 1 or not edit.is_manual(text) or text:find "multilabel" then return nil end
  local changed, count = text:gsub("nn%.BCEWithLogitsLoss%(%)",
    "function(z, y)\n  " .. HARM .. "\n  y = y:squeeze(2)\n"
    .. "  return (z:relu() - z * y + (1 + (-z:abs()):exp()):log()):mean()\nend", 1)
  return count > 0 and changed or nil
end

return {
  {code = "G0305", kind = "fact", name = "hand-written cross-entropy", edit = bce_by_hand},
  {code = "G0305", kind = "fact", name = "flat targets", edit = target_flat},
  {code = "G0305", kind = "fact", name = "flat against column", edit = output_flat},
  {code = "G0305", kind = "fact", name = "hand-written MSE", edit = by_hand},
}
