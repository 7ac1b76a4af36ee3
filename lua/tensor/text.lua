--- How a tensor prints: rows and columns aligned, large ones in part, its shape at the end
-- and, where a part is left out, the smallest, the mean and the largest number.
-- Requires core. A scalar prints as a number.

local core = require "gradus.core"

-- Up to so many rows, columns and blocks are shown whole; of more, so many at each end.
local rows_shown, columns_shown, blocks_shown = {most = 8, edge = 3}, {most = 8, edge = 3},
  {most = 3, edge = 1}

local gap = "…" -- stands for what is left out

-- Whether a matrix is read best with plain decimals or with exponents, and how many decimals.
local function number_form(list)
  local whole, top, low = true, 0, math.huge
  for _, value in ipairs(list) do
    if value == value and value ~= math.huge and value ~= -math.huge then
      local size = math.abs(value)
      whole = whole and value % 1 == 0
      top = math.max(top, size)
      if size > 0 then low = math.min(low, size) end
    end
  end
  if whole and top < 1e8 then return "%.0f" end
  if top >= 1e6 or low < 1e-5 and top < 1e-2 then return "%.3e" end
  return top < 10 and "%.4f" or top < 1000 and "%.3f" or "%.2f"
end

-- An exact zero is "0": among weights, 0.0000 is one that is only small.
local function cell(form, value)
  if value == 0 then return "0" end
  if value ~= value then return "nan" end
  if value == math.huge then return "inf" end
  if value == -math.huge then return "-inf" end
  return form:format(value)
end

-- Which of n entries are shown; 0 stands for the ones left out.
local function shown(n, limit)
  local out, edge = {}, limit.edge
  if n <= limit.most then
    for i = 1, n do out[i] = i end
    return out
  end
  for i = 1, edge do out[i] = i end
  out[edge + 1] = 0
  for i = n - edge + 1, n do out[#out + 1] = i end
  return out
end

-- The numbers that are shown of a matrix, in one list.
local function chosen(rows, row_ids, column_ids)
  local out = {}
  for _, r in ipairs(row_ids) do
    for _, c in ipairs(column_ids) do
      if r > 0 and c > 0 then out[#out + 1] = rows[r][c] end
    end
  end
  return out
end

-- One row as cells of text, and the widest of them.
local function row_cells(row, column_ids, form)
  local cells, wide = {}, 0
  for k, c in ipairs(column_ids) do
    cells[k] = c > 0 and cell(form, row[c]) or gap
    if c > 0 then wide = math.max(wide, #cells[k]) end
  end
  return cells, wide
end

-- The rows of a matrix as aligned lines.
local function matrix_lines(rows)
  local row_ids, column_ids = shown(#rows, rows_shown), shown(#rows[1], columns_shown)
  local form, lines, widest = number_form(chosen(rows, row_ids, column_ids)), {}, 0
  for i, r in ipairs(row_ids) do
    local wide = 0
    if r > 0 then lines[i], wide = row_cells(rows[r], column_ids, form) end
    widest = math.max(widest, wide)
    lines[i] = lines[i] or false
  end
  for i, cells in ipairs(lines) do
    for k, text in ipairs(cells or {}) do
      if text ~= gap then cells[k] = (" "):rep(widest - #text) .. text end
    end
    lines[i] = cells and "[" .. table.concat(cells, " ") .. "]" or " " .. gap
  end
  return lines
end

local function shape_text(shape) return "[" .. table.concat(shape, ", ") .. "]" end

-- Matrices behind one another, each under the indices that lead to it.
local function add_blocks(list, dims, path, out)
  if dims == 2 then
    if path[1] then out[#out + 1] = "(" .. table.concat(path, ", ") .. ", …)" end
    for _, line in ipairs(matrix_lines(list)) do out[#out + 1] = line end
    return
  end
  for _, i in ipairs(shown(#list, blocks_shown)) do
    if i == 0 then out[#out + 1] = gap
    else
      path[#path + 1] = i
      add_blocks(list[i], dims - 1, path, out)
      path[#path] = nil
    end
  end
end

-- Is a part left out of what is printed?
local function is_cut(shape)
  for d, size in ipairs(shape) do
    local limit = d == #shape and columns_shown or d == #shape - 1 and rows_shown or blocks_shown
    if size > limit.most then return true end
  end
  return false
end

-- Of what is printed in part, what the whole is like.
local function measures(t)
  t = t:detach()
  local finite = t:isfinite():sum():item()
  if finite < t:numel() then
    return ("  %d of %d not finite (nan or inf)"):format(t:numel() - finite, t:numel())
  end
  local out = {}
  for i, name in ipairs{"min", "mean", "max"} do
    out[i] = name .. " " .. cell("%.4g", t[name](t):item())
  end
  return "  " .. table.concat(out, "  ")
end

local function tail(t)
  return "tensor " .. shape_text(t.shape) .. (t.requires_grad and ", requires grad" or "")
    .. (is_cut(t.shape) and measures(t) or "")
end

-- Only the corners of a long tensor are turned into Lua numbers.
local function corners(t)
  for d, size in ipairs(t.shape) do
    local edge = columns_shown.most
    if size > 2 * edge then
      t = core.cat({t:narrow(d, 1, edge), t:narrow(d, size - edge + 1, edge)}, d)
    end
  end
  return t
end

--- The text of a tensor.
local function text_of(t)
  local shape = t.shape
  if t:numel() == 0 then return tail(t) end
  if #shape == 0 then
    return cell("%.7g", t:item())
      .. (t.requires_grad and "  tensor [], requires grad" or "  tensor []")
  end
  local list = corners(t:detach()):tolist()
  if #shape == 1 then
    local line = matrix_lines{list}[1]
    return line .. (is_cut(shape) and "\n" or "  ") .. tail(t)
  end
  local out = {}
  add_blocks(list, #shape, {}, out)
  out[#out + 1] = tail(t)
  return table.concat(out, "\n")
end

core.metatable("tensor").__tostring = text_of

-- "loss " .. loss
core.metatable("tensor").__concat = function(a, b) return tostring(a) .. tostring(b) end

return text_of
