--- Least squares in double precision: the shortest w among those that make |A w - y| smallest.
-- Requires core, doc, err and options. By singular values (one-sided Jacobi), after a Householder
-- step that makes tall matrices square; a rank that is not full does no harm. `solve` works on
-- plain Lua numbers, for closed-form learners that must not round to float.

local core = require "gradus.core"
local doc = require "gradus.doc"
local err = require "gradus.err"
local options = require "gradus.options"

local M = {}

local methods = core.methods "tensor"

-- ---- Householder: A (m×n, m >= n) -> R (n×n), and the same turns applied to the right sides
-- -----------

local function reflect(rows, m, k, width)
  local norm = 0
  for i = k, m do norm = norm + rows[i][k] ^ 2 end
  norm = math.sqrt(norm)
  if norm == 0 then return end
  local alpha = rows[k][k] > 0 and -norm or norm
  local v, length = {}, 0
  for i = k, m do
    v[i] = rows[i][k] - (i == k and alpha or 0)
    length = length + v[i] ^ 2
  end
  if length == 0 then return end
  for j = k, width do
    local dot = 0
    for i = k, m do dot = dot + v[i] * rows[i][j] end
    local factor = 2 * dot / length
    for i = k, m do rows[i][j] = rows[i][j] - factor * v[i] end
  end
end

-- rows: [A | Y], m rows; n columns belong to A. Afterwards the upper n rows hold R and Q^T Y.
local function triangularize(rows, n, width)
  for k = 1, n do reflect(rows, #rows, k, width) end
end

-- ---- Jacobi: A = U S V^T with U's columns found as A V ------------------------------------------

local function dot(a, b)
  local sum = 0
  for i = 1, #a do sum = sum + a[i] * b[i] end
  return sum
end

local function rotate(a, b, c, s)
  for i = 1, #a do a[i], b[i] = c * a[i] - s * b[i], s * a[i] + c * b[i] end
end

-- Makes two columns orthogonal; returns whether they were not.
local function orthogonalize(a, b, va, vb)
  local alpha, beta, gamma = dot(a, a), dot(b, b), dot(a, b)
  if gamma == 0 or math.abs(gamma) <= 1e-15 * math.sqrt(alpha * beta) then return false end
  local zeta = (beta - alpha) / (2 * gamma)
  local t = (zeta >= 0 and 1 or -1) / (math.abs(zeta) + math.sqrt(1 + zeta * zeta))
  local c = 1 / math.sqrt(1 + t * t)
  rotate(a, b, c, c * t)
  rotate(va, vb, c, c * t)
  return true
end

-- columns: those of A, which become U S. Returns the columns of V.
local function jacobi(columns)
  local n, v = #columns, {}
  for j = 1, n do
    v[j] = {}
    for i = 1, n do v[j][i] = i == j and 1 or 0 end
  end
  for _ = 1, 60 do
    local changed = false
    for p = 1, n - 1 do
      for q = p + 1, n do
        changed = orthogonalize(columns[p], columns[q], v[p], v[q]) or changed
      end
    end
    if not changed then break end
  end
  return v
end

-- ---- solving ------------------------------------------------------------------------------------

-- w = V S^-1 U^T y, for one right side; directions with (nearly) no length are left out.
local function through_svd(us, v, y, wide)
  local top, lengths = 0, {}
  for j = 1, #us do
    lengths[j] = math.sqrt(dot(us[j], us[j]))
    top = math.max(top, lengths[j])
  end
  local w = {}
  for i = 1, wide do w[i] = 0 end
  for j = 1, #us do
    if lengths[j] > top * 2.2e-16 * math.max(#y, wide) then
      local part = dot(us[j], y) / lengths[j] ^ 2
      for i = 1, wide do w[i] = w[i] + part * v[j][i] end
    end
  end
  return w
end

local function transpose(rows, from, to, height)
  local out = {}
  for j = from, to do
    out[j - from + 1] = {}
    for i = 1, height do out[j - from + 1][i] = rows[i][j] end
  end
  return out
end

-- At least as many rows as columns.
local function solve_tall(a, ys, n, k)
  local rows = {}
  for i = 1, #a do rows[i] = table.move(ys[i], 1, k, n + 1, table.move(a[i], 1, n, 1, {})) end
  triangularize(rows, n, n + k)
  local columns = transpose(rows, 1, n, n)
  local v, sides, out = jacobi(columns), transpose(rows, n + 1, n + k, n), {}
  for c = 1, k do out[c] = through_svd(columns, v, sides[c], n) end
  return out
end

-- More columns than rows: with A^T = U S V^T, w = U S^-1 V^T y.
local function solve_wide(a, ys, n, k)
  local columns = {}
  for i = 1, #a do columns[i] = table.move(a[i], 1, n, 1, {}) end
  local v, sides, out = jacobi(columns), transpose(ys, 1, k, #a), {}
  local top = 0
  for j = 1, #columns do top = math.max(top, dot(columns[j], columns[j])) end
  for c = 1, k do
    local w = {}
    for i = 1, n do w[i] = 0 end
    for j = 1, #columns do
      local length = dot(columns[j], columns[j])
      if length > top * (2.2e-16 * n) ^ 2 then
        local part = dot(v[j], sides[c]) / length
        for i = 1, n do w[i] = w[i] + part * columns[j][i] end
      end
    end
    out[c] = w
  end
  return out
end

--- Solve for several right sides. a: m rows of n numbers; ys: m rows of k. Returns k lists of n.
function M.solve(a, ys)
  local n, k = #a[1], #ys[1]
  return #a >= n and solve_tall(a, ys, n, k) or solve_wide(a, ys, n, k)
end

-- ---- t:lstsq(y) ---------------------------------------------------------------------------------

local function check(t, y)
  if core.kind(y) ~= "tensor" then
    err.raise("E0103", "lstsq needs a tensor of targets, not " .. options.kind(y), nil, 4)
  end
  local good = t:dim() == 2 and (y:dim() == 1 or y:dim() == 2) and t:size(1) == y:size(1)
  if good and t:numel() > 0 and y:numel() > 0 then return end
  err.raise("E0101",
    ("lstsq: matrix [%s] and targets [%s] do not fit"):format(table.concat(t.shape, ", "),
    table.concat(y.shape, ", ")), "x: [n, d] with y: [n] or [n, k]", 4)
end

local function as_rows(y)
  local out = y:tolist()
  if y:dim() == 1 then
    for i, value in ipairs(out) do out[i] = {value} end
  end
  return out
end

--- Least squares: the w with the smallest |x w - y|; the shortest where there are several.
-- x: [n, d], y: [n] or [n, k] -> w: [d] or [d, k]. Not differentiable.
-- errors: E0101 for shapes that do not fit; E0103 where y is no tensor.
function methods.lstsq(x, y)
  check(x, y)
  local columns = M.solve(x:tolist(), as_rows(y))
  if y:dim() == 1 then return core.tensor(columns[1]) end
  return core.tensor(transpose(columns, 1, x:size(2), #columns))
end

doc.add{name = "t:lstsq", usage = "x:lstsq(y)",
  summary = "Solves least squares in double precision: the w that makes x w closest to y.",
  shapes = "x: [n, d], y: [n] or [n, k] -> [d] or [d, k]",
  example = "x = tensor{{1, 1}, {1, 2}, {1, 3}}\nprint(math.abs(x:lstsq(tensor{3, 5, 7})[2] - 2) "
    .. "< 1e-6)  --> true",
  see = {"baseline.polynomial"}}

return M
