--- Copies of a network's numbers: taken, put back, compared.
-- Requires fit.net. Values are copied in place, so that optimizers keep the tensors they know.

local net = require "gradus.fit.net"

local M = {}

--- Copy all numbers of `model`. Returns a list of tensors that share nothing with it.
function M.take(model)
  local out = {}
  for i, t in ipairs(net.numbers(model)) do out[i] = t:detach():clone() end
  return out
end

--- Copy the numbers anew into a snapshot that was taken of the same model.
function M.retake(snapshot, model)
  for i, t in ipairs(net.numbers(model)) do snapshot[i]:copy_(t) end
end

--- Put the numbers of a snapshot back. Repeating it does no harm: an interrupted call may be
-- redone.
function M.put_back(snapshot, model)
  for i, t in ipairs(net.numbers(model)) do t:copy_(snapshot[i]) end
end

--- A few numbers that differ when any weight was changed: cheaper to keep than a copy.
function M.fingerprint(model)
  local out = {}
  for i, t in ipairs(net.numbers(model)) do
    local plain = t:detach()
    out[i] = ("%.9g %.9g"):format(plain:sum():item(), plain:norm():item())
  end
  return table.concat(out, " ")
end

--- How many numbers a snapshot holds.
function M.size(snapshot)
  local n = 0
  for _, t in ipairs(snapshot) do n = n + t:numel() end
  return n
end

return M
