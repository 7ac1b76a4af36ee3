-- G0509: steps by hand with the wrong sign. Scripts that climb on purpose have both.
local function flipped(text)
  if text:find "add_%(%w+%.grad %*" or text:find "%+ %w+%.grad" then return nil end
  local total = 0
  for pattern, new in pairs{
    ["sub_(%(%w+%.grad %* )"] = "add_%1",
    ["(add_%(%w+%.grad, )%-"] = "%1",
    ["(add_%(%w+%.grad %* )%-"] = "%1",
    ["(%w+) %- (%w+%.grad %*)"] = "%1 + %2",
  } do
    local count
    text, count = text:gsub(pattern, new)
    total = total + count
  end
  return total > 0 and text or nil
end

return {{code = "G0509", kind = "dynamics", name = "plus for minus", edit = flipped}}
