-- G0501 and G0502: learning rates that are far too large or too small.
local function times(factor)
  return function(text)
    if text:find "Rprop" or text:find "lr_find" or text:find "sweep{"
      or text:find "ipairs{0%." then return nil end
    local count = 0
    local function changed(word, value)
      count = count + 1
      return word .. ("%.6g"):format(tonumber(value) * factor)
    end
    local rest = text:gsub("(%f[%w_]lr = )([%d%.e%-]+)", changed)
      :gsub("(max_lr = )([%d%.e%-]+)", changed):gsub("(w%.grad, %-)([%d%.]+)", changed)
      :gsub("(peak, %w+, %w+ = )([%d%.]+)", changed)
    return count > 0 and rest or nil
  end
end

local out = {}
for _, factor in ipairs{10, 100, 1000} do
  out[#out + 1] = {code = "G0501", kind = "dynamics", name = "lr times " .. factor,
    edit = times(factor)}
end
for _, factor in ipairs{1e-3, 1e-4} do
  out[#out + 1] = {code = "G0502", kind = "dynamics", name = ("lr times %g"):format(factor),
    edit = times(factor)}
end
-- A tenth is rather too few epochs than too small a rate.
out[#out + 1] = {code = {"G0502", "G0603"}, kind = "advice", name = "lr times 0.1",
  edit = times(0.1)}
return out
