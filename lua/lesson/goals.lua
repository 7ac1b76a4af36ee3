--- The goals of a task: which are reached, and what is missing where one is not.
-- Requires nothing; asks the session to call the author's predicates. Prints nothing.
-- A goal once reached stays reached: what is tried afterwards takes nothing away.

local M = {}

-- A goal of the list: reached now? And the numbers that its check returned.
local function holds(session, goal)
  local ok, reached, numbers = session:author(goal.when, session.situation)
  return ok and reached and true or false, type(numbers) == "table" and numbers or {}, ok
end

--- Look at all goals that are not yet reached. Returns the indices of those that now are.
-- state: {reached = set of indices, numbers = by index}, kept from call to call.
function M.update(session, goals, state)
  local fresh = {}
  for i, goal in ipairs(goals) do
    if not state.reached[i] then
      local reached, numbers = holds(session, goal)
      state.numbers[i] = numbers
      if reached then
        state.reached[i] = true
        fresh[#fresh + 1] = i
      end
    end
  end
  return fresh
end

--- How many goals are reached.
function M.count(state)
  local n = 0
  for _ in pairs(state.reached) do n = n + 1 end
  return n
end

--- The first mistake of the list that applies, or nil.
function M.mistake(session, mistakes)
  for _, mistake in ipairs(mistakes or {}) do
    local ok, applies, numbers = session:author(mistake.when, session.situation)
    if ok and applies then return mistake, type(numbers) == "table" and numbers or {} end
  end
end

--- What is missing for goal i, in words; nil where its author wrote none.
function M.missing(session, goal, numbers)
  if not goal.unless or not numbers or not next(numbers) then return nil end
  return session:filled(goal.unless, numbers)
end

return M
