-- G0301: probabilities handed to a loss that takes logits.
local edit = require "edit"

local function ce(text) return edit.losses(text, "CrossEntropyLoss") end
local function bce(text) return edit.losses(text, "BCEWithLogitsLoss") end

-- z:softmax(2), (x:mm(w) + b):softmax(2)
local function in_call(losses, suffix)
  return function(text)
    return edit.loss_calls(text, losses(text), function(out)
      return (out:find " [%+%-%*/] " and "(" .. out .. ")" or out) .. suffix
    end)
  end
end

local function layer_added(losses, layer, word, task)
  return function(text, script)
    local by_hand = #losses(text) > 0
    local by_fit = text:find("fit(", 1, true) and (text:find(word, 1, true) or task[script.task]
      and not text:find("loss =", 1, true))
    if edit.has_frozen(text) or text:find "lr_find" or edit.has_loose_layers(text) then
      return nil
    end
    if not (by_hand or by_fit) or text:find(layer, 1, true) then return nil end
    if text:find "nn%.Softmax" or text:find ":softmax" or text:find "LogSoftmax" then return nil end
    return edit.wrap_models(text, layer .. "()")
  end
end

local function by_hand(text)
  local changed = edit.loss_calls(text, ce(text), function(out) return "probabilities(" .. out
    .. ")" end)
  return changed and edit.prelude(changed, "local function probabilities(z)\n"
    .. "  local e = z:exp()\n  return e / e:sum(2, true)\nend")
end

local function in_forward(text)
  if #ce(text) == 0 then return nil end
  local changed, count = text:gsub("return (self%.%a+%(.-%))( end)", "return %1:softmax(2)%2", 1)
  return count > 0 and changed or nil
end

local multiclass = {blobs = true, digits = true, flowers = true, spirals = true, wine = true,
  tiles = true}

return {
  {code = "G0301", kind = "fact", name = "softmax in the call", edit = in_call(ce, ":softmax(2)")},
  {code = "G0301", kind = "fact", name = "softmax, reshaped",
    edit = in_call(ce, ":softmax(2):unsqueeze(1):squeeze(1)")},
  {code = "G0301", kind = "fact", name = "softmax by hand", edit = by_hand},
  {code = "G0301", kind = "fact", name = "softmax in forward", edit = in_forward},
  {code = "G0301", kind = "fact", name = "softmax layer",
    edit = layer_added(ce, "nn.Softmax", "CrossEntropyLoss", multiclass)},
  {code = "G0301", kind = "fact", name = "sigmoid in the call", edit = in_call(bce, ":sigmoid()")},
  {code = "G0301", kind = "fact", name = "sigmoid layer", edit = function(text)
    local names = bce(text)
    if #names == 0 and not text:find("loss = nn.BCEWithLogitsLoss", 1, true) then return nil end
    if edit.has_loose_layers(text) then return nil end
    return edit.wrap_models(text, "nn.Sigmoid()")
  end},
  {code = "G0301", kind = "fact", name = "sigmoid, clamped",
    edit = in_call(bce, ":sigmoid():clamp(1e-6, 1 - 1e-6)")},
}
