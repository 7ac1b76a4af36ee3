-- G0210: a schedule that is stepped at the start of each epoch, before the optimizer's first step.
local edit = require "edit"

local function early(text)
  local opts, loops = edit.optimizers(text), edit.loops(text)
  if #opts ~= 1 or #loops == 0 or not text:find(opts[1].pattern .. ":step") then return nil end
  if loops[1].at < opts[1].last or text:find "LR%(" or text:find "fit%(" then return nil end
  text = edit.after(text, loops[1].last, "  schedule:step()")
  return edit.after(text, opts[1].last, "local schedule = optim.ExponentialLR(" .. opts[1].name
    .. ", {gamma = 0.99})")
end

return {{code = "G0210", kind = "fact", name = "stepped before the optimizer", edit = early}}
