--- gradus.threads, gradus.memory, gradus.memory_limit, gradus.version: settings of the whole
-- program. Requires core and doc. Not among the learner's globals.

local core = require "gradus.core"
local doc = require "gradus.doc"

local M = {
  version = "0.1.0",
  threads = core.threads,
  memory_limit = core.memory_limit,
}

--- Bytes of all tensors now, the most there have been, and how many blocks they are in.
function M.memory()
  local live, peak, count = core.memory()
  return live, peak, count
end

doc.add{name = "gradus.memory", usage = "live, peak, count = gradus.memory()",
  summary = "Tells the bytes that tensors take now, the most they took, and in how many blocks.",
  example = "t = zeros(1000)\nprint(gradus.memory() >= 4000)  --> true",
    see = {"gradus.memory_limit"}}

doc.add{name = "gradus.memory_limit", usage = "gradus.memory_limit([bytes])",
  summary = "Reads or sets how many bytes tensors may take; more is an error, not a crash.",
  example = "print(gradus.memory_limit() > 1000000)  --> true", see = {"gradus.memory"}}

doc.add{name = "gradus.threads", usage = "gradus.threads([n])",
  summary = "Reads or sets how many processors large matrix products use; one unless told.",
  example = "print(gradus.threads(1))  --> 1"}

doc.add{name = "gradus.version", usage = "gradus.version", summary = "The version of Gradus.",
  example = "print(gradus.version:match('^%d+%.%d+') ~= nil)  --> true"}

return M
