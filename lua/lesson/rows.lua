--- The rows of the lecture, and which steps teach them.
-- Requires nothing. Prints nothing. The lecture's slides have 79 points, numbered in their order; a
-- lesson and its steps name theirs in `rows`.

local M = {}

--- How many rows the lecture has.
M.COUNT = 79

--- Is there such a row?
function M.exists(row)
  return math.type(row) == "integer" and row >= 1 and row <= M.COUNT
end

--- Does the step teach: does the student do something in it that is looked at? A task has goals,
-- which fail untouched, and a prediction is scored; what is only read or shown does not count.
function M.teaches(step)
  return step.kind == "task" or step.kind == "predict"
end

--- Where rows are taught: a list of {row, where = "LESSON/STEP"}, in the order of the rows.
function M.taught(lessons)
  local found = {}
  for _, lesson in ipairs(lessons) do
    for _, step in ipairs(lesson.steps) do
      for _, row in ipairs(M.teaches(step) and step.rows or {}) do
        found[#found + 1] = {row = row, where = lesson.name .. "/" .. step.id, order = #found}
      end
    end
  end
  table.sort(found, function(a, b)
    if a.row ~= b.row then return a.row < b.row end
    return a.order < b.order
  end)
  return found
end

--- The rows that are not among those taught.
function M.missing(taught)
  local is_taught, out = {}, {}
  for _, one in ipairs(taught) do is_taught[one.row] = true end
  for row = 1, M.COUNT do
    if not is_taught[row] then out[#out + 1] = row end
  end
  return out
end

return M
