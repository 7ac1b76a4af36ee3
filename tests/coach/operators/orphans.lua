-- G0205: parameters with gradients that no optimizer owns.
local edit = require "edit"

-- The optimizer gets all parameters but those of the first layer, or of the last.
local function partly(which)
  return function(text)
    local opts = edit.optimizers(text)
    if not edit.is_manual(text) or #opts ~= 1 then return nil end
    if text:find("fit(", 1, true) then return nil end -- a part of what fit has trained goes on
    local changed, count = text:gsub("(optim%.%u%a+)%(([%w_]+):parameters%(%), ",
      "%1(" .. which .. "(%2), ")
    if count ~= 1 or text:find("requires_grad_(false)", 1, true) then return nil end
    local first = which == "later"
    return edit.prelude(changed, ("local function %s(m)\n  local all = m:parameters()\n"
      .. "  return {table.unpack(all, %s)}\nend"):format(which, first and "3" or "1, #all - 2"))
  end
end

local function has_two_layers(fn)
  return function(text)
    if text:find "= nn%.Linear%b()\n" and #edit.models(text) == 0 then return nil end
    return fn(text)
  end
end

-- A new network in every epoch, while the optimizer owns the first one.
local function rebuilt(text)
  local models, loops, opts = edit.models(text), edit.loops(text), edit.optimizers(text)
  if #models ~= 1 or #loops == 0 or #opts ~= 1 or edit.has_frozen(text) then return nil end
  if models[1].value:find "Module" then return nil end
  if opts[1].first > loops[1].at then return nil end -- each network gets an optimizer of its own
  if loops[1].at < models[1].last or not text:find(opts[1].pattern .. ":step") then return nil end
  return edit.after(text, loops[1].last, "  " .. models[1].name .. " = " .. models[1].value)
end

-- The optimizer of the second network was given the first one.
local function wrong_network(text)
  local opts = edit.optimizers(text)
  if #opts ~= 2 or not edit.is_manual(text) then return nil end
  local first = opts[1].value:match "%(([%w_]+)[,:)]"
  if not first then return nil end
  local changed = opts[2].value:gsub("%([%w_]+", "(" .. first, 1)
  return text:sub(1, opts[2].first - 1) .. changed .. text:sub(opts[2].last + 1)
end

return {
  {code = "G0205", kind = "fact", name = "first layer missing",
    edit = has_two_layers(partly "later")},
  {code = "G0205", kind = "fact", name = "last layer missing",
    edit = has_two_layers(partly "earlier")},
  {code = "G0205", kind = "fact", name = "another network", edit = wrong_network},
  {code = {"G0208", "G0205"}, kind = "fact", name = "network rebuilt each epoch", edit = rebuilt},
}
