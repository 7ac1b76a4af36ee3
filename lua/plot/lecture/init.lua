--- The lecture's figures: what `gradus figures` exports, in the order of the slides.
-- Requires the files listed here, each of which holds the figures of one topic. An entry is {name,
-- title, make = function(draw) … return figure end}; draw.KIND builds a figure as plot.KIND does,
-- without drawing it. Settings are those of the measurements that the lessons rest on; each figure
-- has its own seed, so that it comes out the same alone and among the others.

local topics = {"fitting", "data_split", "regularization", "rates", "activations", "optimizers",
  "initialization", "mistakes"}

local M = {}

--- All figures in order: a list of {name, title, make}; the name begins with its number.
function M.figures()
  local out = {}
  for _, topic in ipairs(topics) do
    for _, entry in ipairs(require("gradus.plot.lecture." .. topic)) do
      local number = #out + 1
      out[number] = {name = ("%02d-%s"):format(number, entry.name), title = entry.title,
        make = entry.make}
    end
  end
  return out
end

return M
