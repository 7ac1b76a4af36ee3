-- Section 4, 17: a new optimizer in every step or epoch forgets its averages.
local edit = require "edit"

return {{code = "G0208", kind = "dynamics", name = "optimizer rebuilt each step",
  edit = function(text)
  local opts, loops = edit.optimizers(text), edit.loops(text)
  if #opts ~= 1 or #loops == 0 or not opts[1].value:find "^optim%.[AN]" then return nil end
  if loops[1].at < opts[1].last or text:find("schedule", 1, true)
    or text:find "opt%.lr" then return nil end
  return edit.after(text, loops[#loops].last, "  " .. opts[1].name .. " = " .. opts[1].value)
end}}
