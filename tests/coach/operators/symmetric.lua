-- G0401: hidden units that start alike. Dropout would tell them apart: such scripts are left out.
local edit = require "edit"

-- Are weights drawn or brought from elsewhere once more? Then what they were at first is no matter.
local function is_overwritten(text)
  return text:find "nn%.init%.%a" or text:find ":reset%(%)" or text:find "_state_dict%("
    or text:find "nn%.load" or text:find "weight:uniform_" or text:find "weight:normal_"
end

-- Is it handed to an optimizer, or to what makes one? A slow copy is not.
local function is_trained(text, name)
  name = name:gsub("%.", "%%.")
  for _, call in ipairs{"optim%.%u%a+%(", "fit%(", "epochs%(", "train%("} do
    if text:find(call .. name .. "%f[^%w_]") then return true end
  end
  return false
end

-- All weights of all networks with a hidden layer.
local function filled(line)
  return function(text)
    local models = edit.models(text)
    if #models == 0 or edit.has_dropout(text) or is_overwritten(text)
      or text:find("requires_grad_(false)", 1, true) then return nil end
    for i = #models, 1, -1 do
      local m = models[i]
      local hidden = select(2, m.value:gsub("nn%.Linear", "")) >= 2
        or m.value:find "^mlp%(%d+, %d+, %d+"
      if hidden and is_trained(text, m.name) and not m.value:find "nn%.Conv"
        and not m.value:find "Norm" then
        text = edit.after(text, m.last, line:format(m.name))
      end
    end
    return text
  end
end

local function in_layers(init)
  return function(text)
    if select(2, text:gsub("nn%.Linear%(%d+, %d+%)", "")) < 2 then return nil end
    if text:find ":norm%(" then return nil end -- rows of length 0 cannot be scaled to 1
    if text:find "nn%.Module" or edit.has_dropout(text) or is_overwritten(text) or text:find "Norm"
      or text:find("requires_grad_(false)", 1, true) then return nil end
    return (text:gsub("nn%.Linear%((%d+), (%d+)%)", "nn.Linear(%1, %2, {init = " .. init .. "})"))
  end
end

local function by_hand(text)
  if text:find "randn_like" then return nil end -- weights that are drawn around a mean differ
  local changed, count = text:gsub("%(randn(%(%d+, %d+%)) %* ([%d%.]+)%):requires_grad_",
    "(ones%1 * %2):requires_grad_")
  return count > 1 and changed or nil
end

return {
  {code = "G0401", kind = "fact", name = "all zero",
    edit = filled "for _, p in ipairs(%s:parameters()) do p:zero_() end"},
  {code = "G0401", kind = "fact", name = "all 0.1",
    edit = filled "for _, p in ipairs(%s:parameters()) do p:fill_(0.1) end"},
  {code = "G0401", kind = "fact", name = 'init = "zeros"', edit = in_layers '"zeros"'},
  {code = "G0401", kind = "fact", name = "init constant", edit = in_layers "{constant = 0.05}"},
  {code = "G0401", kind = "fact", name = "ones by hand", edit = by_hand},
}
