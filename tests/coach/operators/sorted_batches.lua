-- Section 4, 8: rows sorted by class and batches that are not shuffled.
local edit = require "edit"

return {{code = "G0108", kind = "dynamics", name = "sorted by class", edit = function(text)
  if not text:find "shuffle = true" or not text:find "train:batches" then return nil end
  local first, last = text:find("\n([^\n]*)train,[^\n]*=[^\n]*:split[^\n]*")
  if not first or text:find "sine" or text:find "multilabel"
    or text:find "autoencoder" then return nil end
  local changed = text:sub(1, last) .. "\ntrain = by_class(train)" .. text:sub(last + 1)
  changed = changed:gsub(", {shuffle = true}", "")
  return edit.prelude(changed, "local function by_class(d)\n  local order = {}\n"
    .. "  for i = 1, #d do order[i] = i end\n  local y = d.y:reshape(-1):tolist()\n"
    .. "  table.sort(order, function(a, b) return y[a] < y[b] or y[a] == y[b] and a < b end)\n"
    .. "  return d:subset(order)\nend")
end}}
