--- The words behind a command's name: values of options, and the rest.
-- Requires nothing. What a value means is the command's affair.

local M = {}

--- Read words[2], words[3], …. takes: option -> the field its value goes to. Returns {field =
-- value, …, help = true where it was asked for, rest = {the other words}}; or nil and what is
-- wrong.
function M.read(words, takes)
  local out, i = {rest = {}}, 2
  while words[i] do
    local word = words[i]
    local name, value = word:match("^(%-%-[%w-]+)=(.*)$") -- --epochs=50 is --epochs 50
    local field = takes[name or word]
    if field then
      if not name then i, value = i + 1, words[i + 1] end
      if not value or value == "" then return nil, (name or word) .. " needs a value" end
      out[field] = value
    elseif word == "-h" or word == "--help" then out.help = true
    elseif word:sub(1, 1) == "-" and word ~= "-" then return nil, "there is no option " .. word
    else out.rest[#out.rest + 1] = word end
    i = i + 1
  end
  return out
end

--- Say on the standard error what is wrong with a command line. Returns the status for that.
function M.refuse(command, why, usage)
  io.stderr:write("gradus ", command, ": ", why, "\n", usage and usage .. "\n" or "")
  return usage and 2 or 1
end

return M
