--- Columns of words as numbers: a feature for each word, 1 in the rows where it stands, else 0.
-- Requires core and err. Knows nothing of files: the cells come column by column.

local core = require "gradus.core"
local err = require "gradus.err"

local M = {}

local MOST = 1000 -- words of a column: a feature for each

-- The different words of a column, sorted, and the place of each.
local function vocabulary(cells, where)
  local words, places = {}, {}
  for _, cell in ipairs(cells) do
    if not places[cell] then
      words[#words + 1], places[cell] = cell, true
    end
  end
  if #words > MOST then
    err.raise("E0401", ("%s has %d different words: too many for a feature each"):format(where,
      #words), ("At most %d. Leave it out: ignore={…}."):format(MOST), 7)
  end
  table.sort(words)
  for i, word in ipairs(words) do places[word] = i end
  return words, places
end

--- The features of one column.
-- cells: its words, row by row; name: of the column, or nil; where: how messages call it.
-- Returns a tensor [rows, words] and the names of its features, "city=Rome".
-- errors: E0401 more words than anybody needs.
function M.features(cells, name, where)
  local words, places = vocabulary(cells, where)
  local x = core.zeros(#cells, #words)
  for row, cell in ipairs(cells) do x[{row, places[cell]}] = 1 end
  local names = {}
  for i, word in ipairs(words) do names[i] = (name and name .. "=" or "") .. word end
  return x, names
end

return M
