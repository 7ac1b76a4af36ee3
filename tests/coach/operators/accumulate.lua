-- G0202: several backwards to a step, the loss not divided.
local edit = require "edit"

local function not_divided(text)
  local changed, count = text:gsub("\n[ \t]*loss = loss / %u%w*%f[\n]", "")
  if count == 0 then changed, count = text:gsub("%((loss) / %u%w*%):backward", "%1:backward") end
  return count > 0 and changed or nil
end

-- Every fourth batch steps and clears.
local function every_fourth(text)
  local opts, loops = edit.optimizers(text), edit.loops(text)
  if #opts ~= 1 or #loops ~= 2 or loops[1].at < opts[1].last
    or text:find "ACCUM" then return nil end
  local rest = edit.drop(text, opts[1].pattern .. ":zero_grad%(%)")
  if not rest then return nil end
  local changed, count = rest:gsub("\n([ \t]*)" .. opts[1].pattern
    .. ":step%(%)", "\n%1micro = micro + 1\n%1if micro %% 4 == 0 then\n%1  "
    .. opts[1].name .. ":step()\n%1  " .. opts[1].name .. ":zero_grad()\n%1end")
  return count == 1 and edit.prelude(changed, "local micro = 0") or nil
end

return {
  {code = "G0202", kind = "advice", name = "not divided", edit = not_divided},
  {code = "G0202", kind = "advice", name = "every fourth batch", edit = every_fourth},
}
