-- G0602: as overfit, with rows enough that the loss on val rises only mildly: the note at the end.
return {{code = {"G0602", "G0601"}, kind = "advice", name = "early stopping removed",
  edit = function(text)
  if not text:find "early_stopping" then return nil end
  local changed = text:gsub(",%s*early_stopping = %b{}", ""):gsub(",%s*early_stopping = true", "")
    :gsub("epochs = (%d+)", function(n) return "epochs = " .. n * 4 end)
  local h = text:match "([%w_]+) = fit%("
  if not h then return nil end
  return changed .. ("\nlocal low = math.huge\n"
    .. "for i = 1, #%s.val_loss do low = math.min(low, %s.val_loss[i]) end\n"
    .. "harm = %s.val_loss[#%s.val_loss] > 1.33 * low\n"):format(h, h, h, h)
end}}
