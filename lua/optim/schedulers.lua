--- The schedulers, by name. Each stands in a file of its own kind.
-- Requires optim/*.

local M = {}
for _, file in ipairs{"decay", "cycle", "plateau", "halve"} do
  for name, make in pairs(require("gradus.optim." .. file)) do M[name] = make end
end
return M
