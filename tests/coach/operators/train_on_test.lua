-- G0104: test rows in training.
local edit = require "edit"

local function whole_name(text)
  return text:match "local (%w+) = data%.%l+%b{}\n" or text:match "local (%w+) = data%.csv%b()\n"
end

-- Training on all that there is, the test part included.
local function on_everything(text)
  local ds = whole_name(text)
  if not ds or not text:find(ds .. ":split", 1, true) or text:find "Standardizer"
    or text:find "MinMax" then return nil end
  local changed, a = text:gsub("(fit%([%w_]+), train,", "%1, " .. ds .. ",")
  local b
  changed, b = changed:gsub("train:batches", ds .. ":batches")
  return a + b > 0 and changed or nil
end

-- Training rows and test rows put together.
local function joined(text)
  if not edit.has_gradients(text) then return nil end
  if text:find "kfold" or text:find "Standardizer" or text:find "MinMax"
    or text:find "subset" then return nil end
  local first, last = text:find("\n([^\n]*)train,[^\n]*test =[^\n]*:split[^\n]*")
  if not first or text:find "seeds%(" then return nil end
  local indent = text:match("^\n([ \t]*)", first)
  return text:sub(1, last) .. "\n" .. indent
    .. "train = data.from(cat({train.x, test.x}, 1), "
    .. "cat({train.y, test.y}, 1), {task = train.task})"
    .. text:sub(last + 1)
end

return {
  {code = "G0104", kind = "fact", name = "all rows", edit = on_everything},
  {code = "G0104", kind = "fact", name = "train and test joined", edit = joined},
  {code = "G0104", kind = "fact", name = "the test part", edit = function(text)
    if edit.is_manual(text) then return nil end
    local changed, count = text:gsub("(fit%([%w_]+), train,", "%1, test,")
    return count > 0 and text:find "%(%w+, test%)" and changed or nil
  end},
}
