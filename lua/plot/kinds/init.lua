--- The kinds of figures: one file of this folder each; `plot.NAME` follows from it.
-- Requires doc and embed. A kind is {build(...) -> the figure's fields, from what the user handed
-- over; scene(figure, size); describe(figure) -> a sentence; summary(figure) -> a few words}. It is
-- loaded when it is first needed, and its help page with it.

local doc = require "gradus.doc"
local embed = require "gradus.embed"

local names, known = {}, {}
for _, path in ipairs(embed.list "lua/plot/kinds/") do
  local name = path:match("([%w_]+)%.lua$")
  if name and name ~= "init" then names[#names + 1], known[name] = name, true end
end

local M = setmetatable({names = names}, {__index = function(kinds, name)
  if not known[name] then return nil end
  kinds[name] = require("gradus.plot.kinds." .. name)
  return kinds[name]
end})

doc.later(function()
  for _, name in ipairs(names) do local _ = M[name] end
end)

return M
