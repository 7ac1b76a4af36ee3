--- What a classifier's probabilities say about it: confusion, confidence, calibration.
-- Requires term and words. Works on plain Lua lists; asks no model.

local term = require "gradus.term"
local words = require "gradus.words"

local M = {}

local BINS = 10

-- Expected calibration error: in ten bins of confidence, |share right - mean confidence|, weighted
-- by rows. Source: Guo et al. 2017, equation 3.
local function calibration_error(confidence, right)
  local bins = {}
  for i = 1, BINS do bins[i] = {n = 0, confidence = 0, right = 0} end
  for i, c in ipairs(confidence) do
    local bin = bins[math.min(BINS, math.floor(c * BINS) + 1)] or bins[1]
    bin.n, bin.confidence = bin.n + 1, bin.confidence + c
    bin.right = bin.right + (right[i] and 1 or 0)
  end
  local error_sum = 0
  for _, bin in ipairs(bins) do error_sum = error_sum + math.abs(bin.right - bin.confidence) end
  return error_sum / #confidence
end

-- The chosen class of each row (1-based) and its probability, from the list of rows p[i][class].
local function choices(rows)
  local class, confidence = {}, {}
  for i, row in ipairs(rows) do
    local best = 1
    for c = 2, #row do
      if row[c] > row[best] then best = c end
    end
    class[i], confidence[i] = best, row[best]
  end
  return class, confidence
end

local function confusion_matrix(truth, chosen, size)
  local matrix = {}
  for i = 1, size do
    matrix[i] = {}
    for j = 1, size do matrix[i][j] = 0 end
  end
  for i, t in ipairs(truth) do
    t = math.floor(t)
    if matrix[t] then matrix[t][chosen[i]] = matrix[t][chosen[i]] + 1 end
  end
  return matrix
end

-- Binary outputs as two classes: 1 for no, 2 for yes.
local function two_classes(p, y)
  local rows, truth = {}, {}
  p, y = p:reshape(-1):tolist(), y:reshape(-1):tolist()
  for i = 1, #p do
    rows[i] = {1 - p[i], p[i]}
    truth[i] = y[i] > 0.5 and 2 or 1
  end
  return rows, truth
end

--- Confusion matrix, mean confidence and calibration error of a classifier on ds. p: probabilities.
function M.report(p, ds)
  local rows, truth
  if ds.task == "binary" then rows, truth = two_classes(p, ds.y)
  else rows, truth = p:tolist(), (ds.y:dim() > 1 and ds.y:argmax(2) or ds.y):tolist() end
  local chosen, confidence = choices(rows)
  local right, sum = {}, 0
  for i, c in ipairs(chosen) do
    right[i] = c == math.floor(truth[i])
    sum = sum + confidence[i]
  end
  return {confusion = confusion_matrix(truth, chosen, #rows[1]), confidence = sum / #chosen,
    ece = calibration_error(confidence, right)}
end

local function class_name(classes, i, width)
  local name = classes and classes[i]
  return name and term.clip(tostring(name), width) or tostring(i)
end

-- Rows are what is true, columns what was answered; names of at most `width` columns.
local function confusion_table(matrix, classes, width)
  local head = {"true \\ answer"}
  for j = 1, #matrix do head[j + 1] = class_name(classes, j, width) end
  local rows = {head}
  for i, counts in ipairs(matrix) do
    rows[i + 1] = {class_name(classes, i, math.max(width, #head[1]))}
    for j, n in ipairs(counts) do rows[i + 1][j + 1] = tostring(n) end
  end
  return words.columns(rows)
end

local WIDE = 60 -- columns: a lesson's screen

--- A confusion matrix as text; long names are cut only where it would not fit otherwise.
function M.confusion_text(matrix, classes)
  local text = confusion_table(matrix, classes, WIDE)
  if term.columns(text:match("^[^\n]*")) <= WIDE then return text end
  return confusion_table(matrix, classes, math.max(4, (WIDE - 15) // #matrix - 2))
end

return M
