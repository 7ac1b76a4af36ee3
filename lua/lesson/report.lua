--- What the proof of a lesson has found, collected over seeds.
-- Requires nothing. Fields: problems (list of {step, why, seeds}), margins (step id -> {margin,
-- goal, seed}), truths (step id -> list), seconds (step id -> CPU seconds).

local M = {}

local Report = {}
Report.__index = Report

--- Start a report.
function M.new()
  return setmetatable({problems = {}, index = {}, margins = {}, truths = {}, seconds = {}}, Report)
end

--- Add a problem; the same one in other seeds is counted, not repeated.
function Report:add(step, why, seed)
  local key = (step and step.id or "") .. "\0" .. why:gsub("[%d.]+", "#")
  local problem = self.index[key]
  if not problem then
    problem = {step = step and step.id, why = why, seeds = {}}
    self.index[key] = problem
    self.problems[#self.problems + 1] = problem
  end
  problem.seeds[#problem.seeds + 1] = seed
end

--- Note the margin of a goal that was reached; the worst of a step is kept, with its seed.
function Report:margin(step, goal, margin, seed)
  local worst = self.margins[step.id]
  if margin and (not worst or margin < worst.margin) then
    self.margins[step.id] = {margin = margin, goal = goal.label, seed = seed}
  end
end

--- The narrowest margin of all steps: the step's id and {margin, goal, seed}; nil where none is
-- known.
function Report:worst()
  local id
  for step, one in pairs(self.margins) do
    local is_worse = not id or one.margin < self.margins[id].margin
      or one.margin == self.margins[id].margin and step < id
    if is_worse then id = step end
  end
  return id, self.margins[id]
end

--- Note an outcome that a prediction was compared with.
function Report:truth(step, value)
  local list = self.truths[step.id] or {}
  list[#list + 1] = value
  self.truths[step.id] = list
end

--- Note the CPU seconds of a step; the longest are kept.
function Report:took(step, seconds)
  self.seconds[step.id] = math.max(self.seconds[step.id] or 0, seconds)
end

return M
