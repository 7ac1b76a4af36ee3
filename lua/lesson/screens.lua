--- Plays a lesson from its first line to its last, and looks whether each screen fits.
-- Requires gradus.lesson.stage and gradus.term. What stands between two inputs must fit one screen
-- of 60x18 and one of 80x24. Findings go into a report (report.lua).

local at_step = require "gradus.lesson.stage"
local term = require "gradus.term"

local M = {}

-- Rows that lines take on a screen: long code lines are folded by the terminal.
local function rows(lines, width)
  local count = 0
  for _, line in ipairs(lines) do
    count = count + math.max(1, math.ceil(term.columns(line) / width))
  end
  return count
end

local function is_typed(line, name)
  return line:find(name .. " ", 1, true) == 1 and line:find("> ", 1, true)
end

-- What comes between two inputs must stand on one screen, with the line that is typed next. Code
-- and what it prints may be folded by the terminal; words are laid out for it.
local function check_screen(report, actor, one, from, size)
  local step = one.step
  for i = from, #actor.said do
    local line, wide = actor.said[i], term.columns(actor.said[i])
    local is_words = not actor.is_output[i] and not is_typed(line, one.lesson.label)
    if is_words and wide > math.min(size.width, 76) then
      report:add(step, ("a line is %d columns wide at %dx%d: %s"):format(wide, size.width,
        size.height, line))
    end
  end
  for i = from, #actor.said do
    local open = not actor.is_output[i] and actor.said[i]:match("{[%a_][%w_]*}")
    if open then report:add(step, "a text says " .. open .. ", which has no value") end
  end
  local high = rows(table.move(actor.said, from, #actor.said, 1, {}), size.width) + 1
  if high > size.height then
    report:add(step, ("a screen is %d rows high at %dx%d"):format(high, size.width, size.height))
  end
end

-- What a student enters next who takes every reference answer.
local function next_input(one)
  local kind, state = one:kind(), one.state
  if one.step.kind == "show" or state.over then return "" end
  local lines = kind.solution and kind.solution(one) or {}
  state.played = (state.played or 0) + 1
  return lines[state.played] or ""
end

local function check_broken(report, one)
  if one.state.broken then report:add(one.step, "its code fails: " .. one.state.broken) end
end

--- Play the whole lesson on a screen of this size, {width, height}, with every reference answer,
-- and look at each screen on the way. Returns the player.
function M.play(report, lesson, size)
  term.override{width = size.width, height = size.height, tty = true, color = false,
    unicode = true}
  local actor, one = at_step(lesson, 1, 1)
  local from = 1
  for _ = 1, 40 * #lesson.steps do
    check_screen(report, actor, one, from, size)
    check_broken(report, one)
    if one.over then break end
    from = #actor.said + 1
    actor:type(next_input(one))
  end
  term.override(nil)
  if not one.over then report:add(one.step, "the lesson cannot be played past this step") end
  return actor
end

--- Play the lesson through at 60x18 and 80x24.
function M.prove(report, lesson)
  M.play(report, lesson, {width = 60, height = 18})
  M.play(report, lesson, {width = 80, height = 24})
end

return M
