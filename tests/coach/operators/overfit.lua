-- G0601: few rows, many units, many epochs, nothing that stops. Harm is told by the validation
-- loss:
-- its last value more than a third above its lowest.
local edit = require "edit"

return {{code = "G0601", kind = "dynamics", name = "30 rows, ten times the epochs",
  edit = function(text)
  if edit.is_manual(text) or not text:find "val = val"
    or not text:find "= fit%(" then return nil end
  if text:find "ipairs" or text:find "again" or text:find "seeds%("
    or text:find "Standardizer" then return nil end
  local first, last = text:find("\n([^\n]*)train,[^\n]*=[^\n]*:split[^\n]*")
  local h = text:match "([%w_]+) = fit%("
  if not first or not h then return nil end
  local changed = text:sub(1, last)
    .. "\nlocal few = {}\nfor i = 1, 30 do few[i] = i end\ntrain = train:subset(few)"
    .. text:sub(last + 1)
  changed = changed:gsub("epochs = (%d+)", function(n) return "epochs = " .. n * 10 end)
    :gsub(",%s*early_stopping = %b{}", ""):gsub(",%s*early_stopping = true", "")
    :gsub("mlp%((%d+), %d+,", "mlp(%1, 128,")
  -- Labels that are wrong now and then, or more noise: something to learn by heart.
  changed = changed:gsub("data%.moons{", "data.moons{flip = 0.15, "):gsub("data%.circles{",
    "data.circles{flip = 0.15, ")
    :gsub("std = 0%.%d", "std = 2"):gsub("(data%.sine{[^}]*noise = )0%.1", "%10.5")
    :gsub("(data%.polynomial{[^}]*noise = )0%.1", "%10.5"):gsub("xor{n = (%d+), noise = 0%.%d+",
      "xor{n = %1, noise = 0.6")
  return changed .. ("\nlocal low = math.huge\n"
    .. "for i = 1, #%s.val_loss do low = math.min(low, %s.val_loss[i]) end\n"
    .. "harm = %s.val_loss[#%s.val_loss] > 1.33 * low\n"):format(h, h, h, h)
end}}
