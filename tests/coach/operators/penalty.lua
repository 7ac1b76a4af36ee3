-- Section 4, 15: a penalty that swamps the loss.
return {{code = {"G0508", "G0603"}, kind = "dynamics", name = "weight decay 5",
  edit = function(text)
  if text:find "weight_decay" or text:find "l2 =" then return nil end
  local changed, count = text:gsub("(optim%.SGD%b())", function(call)
    return (call:gsub("{lr = ", "{weight_decay = 5, lr = "))
  end)
  if count == 0 then changed, count = text:gsub("(fit%([^\n]*){val = val, ",
    "%1{l2 = 2, val = val, ") end
  return count > 0 and changed or nil
end}}
