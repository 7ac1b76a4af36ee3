-- Section 4, 2: inputs and labels out of step: one of them shuffled, or shifted by a row.
local edit = require "edit"

local function after_split(line)
  return function(text)
    local first, last = text:find("\n([^\n]*)train,[^\n]*=[^\n]*:split[^\n]*")
    if not edit.has_labels(text) then return nil end
    if not first or text:find "kfold" or text:find "seeds%(" then return nil end
    local indent = text:match("^\n([ \t]*)", first)
    return text:sub(1, last) .. "\n" .. indent .. line .. text:sub(last + 1)
  end
end

local function two_orders(text)
  local changed, count = text:gsub("(local yb = train%.y:index_select%(1, )idx%)",
    "%1randperm(N):narrow(1, first, B))")
  return count > 0 and changed or nil
end

return {
  {code = "G0106", kind = "fact", name = "x shuffled alone",
    edit = after_split "train.x = train.x:index_select(1, randperm(#train))"},
  {code = "G0106", kind = "fact", name = "labels one row off",
    edit = after_split("train.y = cat({train.y:narrow(1, 2, #train - 1), "
      .. "train.y:narrow(1, 1, 1)}, 1)")},
  {code = "G0106", kind = "fact", name = "two orders", edit = two_orders},
}
