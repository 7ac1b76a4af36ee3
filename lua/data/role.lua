--- Roles of tensors: which part of a data set their rows come from.
-- Requires core. A mark of one bit per part travels with the numbers (narrow, index_select, clone,
-- cat), so that a test set taken apart by hand is still known as one.

local core = require "gradus.core"

local M = {}

local bits = {train = 1, train_dev = 2, val = 4, test = 8}

--- A tensor with the same numbers that carries the mark of a role (or none). The tensor itself
-- where it carries that mark already: others may hold it under another role.
function M.marked(t, role)
  local mark = bits[role] or 0
  if core.role(t) == mark then
    core.role(t, mark) -- the numbers of a data set now, however they were made
    return t
  end
  local view = t.requires_grad and t or t:reshape(t.shape)
  core.role(view, mark)
  return view
end

--- A tensor that becomes part of a set with this role: what it is marked as stays, however many
-- parts its rows come from.
function M.adopted(t, role)
  local mark = core.role(t)
  if mark == 0 then return M.marked(t, role) end
  core.role(t, mark)
  return t
end

--- The role of a tensor, or nil: none, or rows of several parts.
function M.of(t)
  local mark = core.role(t)
  for role, bit in pairs(bits) do
    if mark == bit then return role end
  end
  return nil
end

--- The roles of all rows of a tensor, in the order train, train_dev, val, test.
function M.all(t)
  local out = {}
  for _, role in ipairs{"train", "train_dev", "val", "test"} do
    if core.role(t) & bits[role] ~= 0 then out[#out + 1] = role end
  end
  return out
end

return M
