-- G0303: an output that cannot be right for the task.
local edit = require "edit"

local function softmax_of_one(text, script)
  if not text:find "nn%.BCELoss" or script.task:find "labels"
    or script.task:find "tags" then return nil end
  local changed, count = text:gsub("nn%.Sigmoid%(%)", "nn.Softmax()")
  return count > 0 and changed or nil
end

-- Logits of one unit become probabilities by softmax: always 1.
local function softmax_for_sigmoid(text)
  local names = edit.losses(text, "BCEWithLogitsLoss")
  if #names ~= 1 or text:find "multilabel" or text:find "Module" then return nil end
  if text:find "CrossEntropyLoss" then return nil end -- its scores would be softmaxed, too
  if not edit.is_manual(text) and not text:find "fit%(" then return nil end -- no backward at all
  if #edit.models(text) ~= 1 or text:find "%), mlp%(" or edit.has_loose_layers(text) then
    return nil
  end
  local changed, count = text:gsub("nn%.BCEWithLogitsLoss%(%)", "nn.BCELoss()")
  return count > 0 and edit.wrap_models(changed, "nn.Softmax()") or nil
end

-- The same with a cross-entropy written out: log(1) is 0.
local function softmax_by_hand(text)
  local changed = softmax_for_sigmoid(text)
  return changed and changed:gsub("nn%.BCELoss%(%)", "function(p, y)\n"
    .. "  return -(y * (p + 1e-7):log() + (1 - y) * (1 - p + 1e-7):log()):mean()\nend", 1) or nil
end

-- A cross-entropy over the rows, written out.
local function wrong_axis_by_hand(text)
  local names = edit.losses(text, "CrossEntropyLoss")
  if #names ~= 1 or not edit.is_manual(text) or text:find "evaluate%(" then return nil end
  if text:find "CrossEntropyLoss%(?{" or text:find "fit%(" then return nil end
  local changed, count = text:gsub("nn%.CrossEntropyLoss%(%)", "function(z, y)\n"
    .. "  local list = {}\n  for k = 1, z:size(2) do list[k] = y:eq(k) end\n"
    .. "  return -(stack(list, 2) * z:log_softmax(1)):sum(2):mean()\nend", 1)
  return count > 0 and changed or nil
end

local function wrong_axis(text)
  if not text:find "NLLLoss" and not text:find "MSELoss" then return nil end
  if text:find "softmax%(1%)" then return nil end -- it means to
  local changed = text:gsub(":softmax%(2%)", ":softmax(1)"):gsub(":log_softmax%(2%)",
    ":log_softmax(1)")
    :gsub("nn%.LogSoftmax%(%)", "nn.LogSoftmax(1)")
  return changed ~= text and changed or nil
end

local function one_column(text)
  return (text:gsub("(mlp%b())", function(call) return (call:gsub(", %d+(,? ?{?[^{}%d]*}?)%)$",
    ", 1%1)")) end)
    :gsub("(nn%.Linear%(%d+), %d+(%),?%s*})", "%1, 1%2"))
end

-- One output, trained towards the number of the class by squared error.
local function mse_on_labels(text)
  local names = edit.losses(text, "CrossEntropyLoss")
  if #names == 0 or text:find "nn%.Module" or text:find "CrossEntropyLoss%(?{" then return nil end
  if text:find "accuracy%(" or text:find "evaluate%(" then return nil end
  local changed = edit.loss_calls(text, names, function(out, y) return out, y
    .. ":reshape(-1, 1)" end)
  if not changed or text:find "head" then return nil end
  return one_column((changed:gsub("nn%.CrossEntropyLoss%(%)", "nn.MSELoss()")))
end

local regression = {sine = true, houses = true, polynomial = true, teacher = true, pump = true}

-- The last layer's range leaves targets out. Where the score is high nevertheless it does not: the
-- output is scaled afterwards, or all targets are positive.
local function range(layer)
  return function(text, script)
    if not regression[script.task] or #edit.models(text) ~= 1
      or text:find "model%[%d%]" then return nil end
    return edit.wrap_models(text, layer) .. "\nif result > 0.9 then harm = false end\n"
  end
end

return {
  {code = "G0303", kind = "fact", name = "softmax of one unit", edit = softmax_of_one},
  {code = "G0303", kind = "fact", name = "softmax for sigmoid", edit = softmax_for_sigmoid},
  {code = "G0303", kind = "fact", name = "softmax for sigmoid, by hand", edit = softmax_by_hand},
  {code = "G0303", kind = "fact", name = "softmax over the rows", edit = wrong_axis},
  {code = "G0303", kind = "fact", name = "softmax over the rows, by hand",
    edit = wrong_axis_by_hand},
  {code = {"G0303", "G0307"}, kind = "fact", name = "MSE on class numbers", edit = mse_on_labels},
  {code = "G0303", kind = "fact", name = "ReLU on negative targets", edit = range "nn.ReLU()"},
  {code = "G0303", kind = "fact", name = "sigmoid on wider targets", edit = range "nn.Sigmoid()"},
}
