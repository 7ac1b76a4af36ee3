--- Command lines of the commands for classes: names, and -o FILE.
-- Requires nothing.

local M = {}

--- Read the words behind the command. flags: set of further options without a value.
-- Returns {names, out, and each flag that was given}; or nil where something is unknown.
function M.parse(words, flags)
  local given, i = {names = {}}, 2
  while words[i] do
    local word = words[i]
    if word == "-o" and words[i + 1] then
      i = i + 1
      given.out = words[i]
    elseif type(flags) == "table" and flags[word] then
      given[flags[word]] = true
    elseif word:sub(1, 1) == "-" then
      return nil
    else
      given.names[#given.names + 1] = word
    end
    i = i + 1
  end
  return given
end

--- Say how a command is used. Returns the exit status of a wrong command line.
function M.complain(usage)
  io.stderr:write("usage: ", usage, "\n")
  return 2
end

return M
