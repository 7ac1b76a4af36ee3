-- G0302: raw scores handed to a loss that takes probabilities or their logarithms.
local edit = require "edit"

local function no_sigmoid(text)
  if not text:find "nn%.BCELoss" then return nil end
  local changed, count = text:gsub(",%s*nn%.Sigmoid%(%)(,?%s*%})", "%1")
  if count == 0 then changed, count = text:gsub(":sigmoid%(%)", "") end
  return count > 0 and changed or nil
end

local function no_log_softmax(text)
  if not text:find "nn%.NLLLoss" then return nil end
  local changed, count = text:gsub(",%s*nn%.LogSoftmax%(%)(,?%s*%})", "%1")
  if count == 0 then changed, count = text:gsub(":log_softmax%(2%)", "") end
  return count > 0 and changed or nil
end

local function softmax_for_log(text)
  if not text:find "nn%.NLLLoss" then return nil end
  local changed = text:gsub("LogSoftmax", "Softmax"):gsub(":log_softmax", ":softmax")
  return changed ~= text and changed or nil
end

local function loss_exchanged(from, to)
  return function(text)
    local names = edit.losses(text, from)
    if #names == 0 or text:find "lr_find" or text:find(from .. "%(?{") then return nil end
    return (text:gsub("nn%." .. from, "nn." .. to))
  end
end

return {
  {code = "G0302", kind = "fact", name = "no sigmoid", edit = no_sigmoid},
  {code = "G0302", kind = "fact", name = "no log-softmax", edit = no_log_softmax},
  {code = "G0302", kind = "fact", name = "softmax for log-softmax", edit = softmax_for_log},
  {code = "G0302", kind = "fact", name = "BCELoss on logits",
    edit = loss_exchanged("BCEWithLogitsLoss", "BCELoss")},
  {code = "G0302", kind = "fact", name = "NLLLoss on logits",
    edit = loss_exchanged("CrossEntropyLoss", "NLLLoss")},
}
