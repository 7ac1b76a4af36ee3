-- G0204: training in evaluation mode: eval() in the loop and train() never again, or eval() first.
local edit = require "edit"

local function has_modes(text) return text:find "nn%.Dropout" or text:find "nn%.BatchNorm" end

local function deleted(text, script)
  if not has_modes(text) or script.tags.modes ~= "loop" then return nil end
  return edit.drop(text, "[%a_][%w_%.]*:train%(%)")
end

local function eval_first(text)
  if not has_modes(text) or not edit.is_manual(text) or edit.has_frozen(text) then return nil end
  local rest = edit.drop(text, "[%a_][%w_%.]*:train%(%)") or text
  local models = edit.models(rest)
  if #models ~= 1 then return nil end
  return edit.after(rest, models[1].last, models[1].name .. ":eval()")
end

-- Dropout comes in, and an eval() before val is measured at the end of each epoch.
local function dropout_added(text)
  local models, loops = edit.models(text), edit.loops(text)
  if text:find ":train%(" then return nil end
  if #models ~= 1 or #loops ~= 2 or loops[1].at < models[1].last then return nil end
  local stop = edit.loop_end(text, loops[2])
  if not stop then return nil end
  return edit.with_dropout(edit.after(text, stop, models[1].name
    .. ":eval()"), "nn.Dropout(0.2)", "0.2")
end

return {
  {code = "G0204", kind = "fact", name = "no train", edit = deleted},
  {code = "G0204", kind = "fact", name = "eval before training", edit = eval_first},
  {code = "G0204", kind = "fact", name = "dropout added, eval in the loop", edit = dropout_added},
}
