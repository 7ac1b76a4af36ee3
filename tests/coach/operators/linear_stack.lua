-- G0403: layers without activations between them are one layer.
local edit = require "edit"

local acts = {"ReLU", "Tanh", "LeakyReLU", "ELU", "GELU", "SiLU", "SELU"}

-- Fewer units than inputs and outputs, or a row for each word: a product of two narrow matrices is
-- something else than one wide one.
local function is_narrow(text)
  for wide, narrow in text:gmatch "nn%.Linear%((%d+), (%d+)%)" do
    local back = text:find("nn.Linear(" .. narrow .. ", " .. wide .. ")", 1, true)
    if back and tonumber(narrow) < tonumber(wide) then return true end
  end
  return text:find "nn%.Linear%(%w+, %d+, {bias = false}%)" ~= nil
end

local function layers_only(text)
  if is_narrow(text) then return nil end
  local count = 0
  for _, name in ipairs(acts) do
    local n
    text, n = text:gsub("%s*nn%." .. name .. "%b(),", "")
    count = count + n
  end
  if text:find "Norm" or text:find "Conv" or text:find "decoder" then return nil end
  return count > 0 and text or nil
end

local function mlp_only(text)
  local changed = edit.calls(text, "mlp", function(args)
    if #args < 3 then return nil end
    if args[#args]:find "^{" then args[#args] = nil end
    if #args < 3 then return nil end
    return ('mlp(%s, {act = "none"})'):format(table.concat(args, ", "))
  end)
  return changed ~= text and changed or nil
end

return {
  {code = "G0403", kind = "fact", name = "activations deleted", edit = layers_only},
  {code = "G0403", kind = "fact", name = 'act = "none"', edit = mlp_only},
}
