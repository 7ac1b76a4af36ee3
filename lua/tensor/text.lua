--- How a tensor prints: rows and columns aligned, large ones in part, its shape at the end.
-- Requires core. A scalar prints as a number.

local core = require "gradus.core"

local edge = 3 -- rows and columns shown at each end of a long dimension
local most = 8 -- a dimension up to this long is shown whole
local most_wide = 10

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

local function cell(form, value)
  if value ~= value then return "nan" end
  if value == math.huge then return "inf" end
  if value == -math.huge then return "-inf" end
  return (form:format(value):gsub("^%-(0%.?0*)$", "%1"))
end

-- Which of n entries are shown; 0 stands for the ones left out.
local function shown(n, limit)
  local out = {}
  if n <= limit then
    for i = 1, n do out[i] = i end
    return out
  end
  for i = 1, edge do out[i] = i end
  out[edge + 1] = 0
  for i = n - edge + 1, n do out[#out + 1] = i end
  return out
end

-- The rows of a matrix as aligned lines.
local function matrix_lines(rows)
  local row_ids = shown(#rows, most)
  local column_ids = shown(#rows[1], most_wide)
  local values = {}
  for _, r in ipairs(row_ids) do
    for _, c in ipairs(column_ids) do
      if r > 0 and c > 0 then values[#values + 1] = rows[r][c] end
    end
  end
  local form, wide, cells = number_form(values), 0, {}
  for i, r in ipairs(row_ids) do
    cells[i] = {}
    for k, c in ipairs(column_ids) do
      local text = c == 0 and "…" or r > 0 and cell(form, rows[r][c]) or ""
      cells[i][k] = text
      if c > 0 then wide = math.max(wide, #text) end
    end
  end
  for i, line in ipairs(cells) do
    for k, text in ipairs(line) do
      line[k] = text == "…" and text or (" "):rep(wide - #text) .. text
    end
    cells[i] = row_ids[i] == 0 and " …" or "[" .. table.concat(line, " ") .. "]"
  end
  return cells
end

local function shape_text(shape) return "[" .. table.concat(shape, ", ") .. "]" end

-- Matrices behind one another, each under the indices that lead to it.
local function add_blocks(list, dims, path, out)
  if dims == 2 then
    if path[1] then out[#out + 1] = "(" .. table.concat(path, ", ") .. ", …)" end
    for _, line in ipairs(matrix_lines(list)) do out[#out + 1] = line end
    return
  end
  for _, i in ipairs(shown(#list, 6)) do
    if i == 0 then out[#out + 1] = "…"
    else
      path[#path + 1] = i
      add_blocks(list[i], dims - 1, path, out)
      path[#path] = nil
    end
  end
end

local function tail(t)
  return "tensor " .. shape_text(t.shape) .. (t.requires_grad and ", requires grad" or "")
end

-- Only the corners of a long tensor are turned into Lua numbers.
local function corners(t)
  for d, size in ipairs(t.shape) do
    if size > 2 * most_wide then
      t = core.cat({t:narrow(d, 1, most_wide), t:narrow(d, size - most_wide + 1, most_wide)}, d)
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
    return line .. "  " .. tail(t)
  end
  local out = {}
  add_blocks(list, #shape, {}, out)
  out[#out + 1] = tail(t)
  return table.concat(out, "\n")
end

core.metatable("tensor").__tostring = text_of

return text_of
