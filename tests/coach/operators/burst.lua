-- G0506, G0507: a burst of the learning rate in mid-run that kills or saturates units.
local edit = require "edit"

return {{code = {"G0501", "G0506", "G0507"}, kind = "dynamics", name = "burst in mid-run",
  edit = function(text)
  local opts, loops = edit.optimizers(text), edit.loops(text)
  if #opts ~= 1 or #loops == 0 or text:find "opt%.lr" or text:find "sched"
    or text:find "Rprop" then return nil end
  local var, last = loops[1].text:match "for (%w+) = 1, (%d+) do"
  if not var then return nil end
  return edit.after(text, loops[1].last, ("  if %s == %d then %s.lr = %s.lr * 1000 end\n"
    .. "  if %s == %d then %s.lr = %s.lr / 1000 end"):format(var, last // 3, opts[1].name,
      opts[1].name,
    var, last // 3 + 1, opts[1].name, opts[1].name))
end}}
