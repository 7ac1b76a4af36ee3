--- The files a figure can be saved as: ending -> {save, size, options} of the backend that writes
-- it. Requires embed and every file of this folder.
--
-- A backend is one file here, and nothing else has to know of it. It has one function, save(layout,
-- size) -> the bytes of the file (and where there is one, a remark for the user), or nil and why.
-- layout(size) gives the scene; size has the ending's own `size`, the caller's options, and the
-- figure's title, words and density (how much it holds). Beside it stands `files`: ending -> {size,
-- options, as gradus.options takes them}.

local embed = require "gradus.embed"

local M = {}

for _, path in ipairs(embed.list "lua/plot/backends/") do
  local name = path:match("([%w_]+)%.lua$")
  local backend = name ~= "init" and require("gradus.plot.backends." .. name)
  for ending, file in pairs(backend and backend.files or {}) do
    M[ending] = {save = backend.save, size = file.size, options = file.options}
  end
end

return M
