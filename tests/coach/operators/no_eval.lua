-- G0203: measured in training mode. Only where the script measures by hand: the library's evaluate,
-- accuracy and predict switch modes themselves.
local edit = require "edit"

local function has_modes(text)
  return text:find "nn%.Dropout" or text:find "nn%.BatchNorm" or text:find "dropout ="
end

local function measures(text, script)
  return has_modes(text) and edit.is_manual(text) and script.tags.modes
    and edit.measures_by_hand(text)
end

local function deleted(text, script)
  if not measures(text, script) then return nil end
  return edit.drop(text, "[%a_][%w_%.]*:eval%(%)")
end

local function swapped(text, script)
  if not measures(text, script) then return nil end
  return (text:gsub(":eval%(%)", ":train()"))
end

-- Dropout comes in, eval() does not. A generator may keep its noise when it draws.
local function dropout_added(text, script)
  if script.task:find "gan" then return nil end
  if not edit.is_manual(text) or not edit.measures_by_hand(text) then return nil end
  return edit.with_dropout(text, "nn.Dropout(0.3)", "0.3")
end

return {
  {code = "G0203", kind = "fact", name = "no eval", edit = deleted},
  {code = "G0203", kind = "fact", name = "train for eval", edit = swapped},
  {code = "G0203", kind = "fact", name = "dropout added", edit = dropout_added},
}
