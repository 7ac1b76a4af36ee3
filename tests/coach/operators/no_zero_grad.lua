-- G0201: gradients that are never cleared, or cleared in the wrong place.
local edit = require "edit"

local CALL = "[%a_][%w_%.]*:zero_grad%(%)"

local function deleted(text)
  if not edit.is_manual(text) then return nil end
  return edit.drop(text, CALL)
end

local function once_before(text)
  local rest = deleted(text)
  local opts = rest and edit.optimizers(rest)
  if not opts or #opts == 0 then return nil end
  for i = #opts, 1, -1 do rest = edit.after(rest, opts[i].last, opts[i].name .. ":zero_grad()") end
  return rest
end

local function once_per_epoch(text)
  local rest = deleted(text)
  local opts, loops = rest and edit.optimizers(rest), rest and edit.loops(rest)
  if not opts or #opts == 0 or #loops < 2 then return nil end
  local calls = {}
  for i, opt in ipairs(opts) do calls[i] = "  " .. opt.name .. ":zero_grad()" end
  return edit.after(rest, loops[#loops - 1].last, table.concat(calls, "\n"))
end

-- With two optimizers one is forgotten.
local function first_only(text)
  local opts = edit.optimizers(text)
  if #opts < 2 then return nil end
  return edit.drop(text, opts[1].pattern .. ":zero_grad%(%)")
end

return {
  {code = "G0201", kind = "fact", name = "deleted", edit = deleted},
  {code = "G0201", kind = "fact", name = "before the loop", edit = once_before},
  {code = "G0201", kind = "fact", name = "once an epoch", edit = once_per_epoch},
  {code = "G0201", kind = "fact", name = "one of two", edit = first_only},
}
