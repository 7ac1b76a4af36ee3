--- Test rows in a training batch: looked up in the data sets that the learner's code has.
-- Requires names and data.dataset. Tells rows themselves from rows that were only scaled with
-- numbers of the test part.

local dataset = require "gradus.data.dataset"
local names = require "gradus.coach.names"

local M = {}

local MOST = 2000           -- test rows that are looked at
local FEW, SHARE = 2, 0.05  -- rows, and part of all, that may repeat by nature

local function flat_rows(x)
  local n = math.min(x:size(1), MOST)
  return x:narrow(1, 1, n):reshape(n, -1):tolist()
end

-- Is `row` what dropout, keeping the share `keep`, leaves of `of`?
local function is_left_of(row, of, keep)
  local left = 0
  for j, value in ipairs(row) do
    if keep == 1 or value ~= 0 then
      if math.abs(value * keep - of[j]) > 1e-6 * (1 + math.abs(of[j])) then return false end
      left = left + 1
    end
  end
  return left > 0
end

local function is_among(row, list, keep)
  for _, of in ipairs(list) do
    if #of == #row and is_left_of(row, of, keep) then return true end
  end
  return false
end

-- The share of rows that are there a second time.
local function repeats(rows)
  local seen, again = {}, 0
  for _, row in ipairs(rows) do
    local key = table.concat(row, " ")
    if seen[key] then again = again + 1 end
    seen[key] = true
  end
  return again / #rows
end

--- Are `found` of `all` rows so few that rows may repeat by nature? repeated: the share of the rows
-- that are there twice; among `others`, more in number, more of them find their like.
function M.is_natural(found, all, repeated, others)
  local more = math.max(1, others / math.max(all, 1))
  return found <= FEW + all * math.max(SHARE, 3 * repeated * more)
end

-- The test parts in sight, each with what it is called.
local function test_parts()
  local out = {}
  names.find(function(v)
    if dataset.is(v) and v.role == "test" and #v > 0 then out[#out + 1] = v end
    return false
  end)
  return out
end

--- How many rows of a training batch are test rows, and how many rows it has; nil where none are,
-- or so few that rows may repeat by nature.
function M.test_rows(x, net)
  local keep = 1 - (net and net.book.input_drop or 0)
  local batch = x:dim() > 1 and flat_rows(x) or {}
  for _, test in ipairs(test_parts()) do
    local rows, found = flat_rows(test.x), 0
    for _, row in ipairs(batch) do
      if is_among(row, rows, keep) then found = found + 1 end
    end
    if not M.is_natural(found, #batch, repeats(rows), 0) then return found, #batch end
  end
  return nil
end

return M
