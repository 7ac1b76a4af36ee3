--- The recurring lines of a lesson: headings, pauses, check-lists, slide and fact.
-- Requires gradus.term and gradus.lesson.text. Returns lists of lines; prints nothing.

local term = require "gradus.term"
local text = require "gradus.lesson.text"

local M = {}

local function dot() return term.unicode() and " · " or " - " end

--- Rows as the lecture numbers them, runs of neighbours joined: {17,18,19,23} --> "17-19, 23".
function M.ranges(rows)
  local sorted, seen, out = {}, {}, {}
  for _, row in ipairs(rows) do
    if not seen[row] then sorted[#sorted + 1] = row end
    seen[row] = true
  end
  table.sort(sorted)
  local i = 1
  while sorted[i] do
    local j = i
    while sorted[j + 1] == sorted[j] + 1 do j = j + 1 end
    out[#out + 1] = i == j and tostring(sorted[i])
      or ("%d%s%d"):format(sorted[i], j == i + 1 and ", " or "-", sorted[j])
    i = j + 1
  end
  return table.concat(out, ", ")
end

--- The first line of a lesson: its title, minutes, rows and what it builds on.
function M.lesson_heading(lesson)
  local parts = {("about %d minutes"):format(lesson.minutes)}
  if lesson.rows and lesson.rows[1] then
    parts[#parts + 1] = "rows " .. M.ranges(lesson.rows) .. " of the lecture"
  end
  if lesson.needs and lesson.needs[1] then
    parts[#parts + 1] = "needs: " .. table.concat(lesson.needs, ", ")
  end
  local out = {term.paint("title", lesson.title:upper())}
  for _, line in ipairs(text.lines(table.concat(parts, dot()))) do
    out[#out + 1] = term.paint("dim", line)
  end
  return out
end

local tags = {predict = "PREDICT", recall = "RECALL", task = "TASK", reflect = "MAKE"}

--- The line that opens a step: where we are, what kind it is, its title.
function M.step_heading(name, index, count, step)
  local tag = step.tag or tags[step.kind]
  local words = ("%s %d/%d%s%s%s"):format(name, index, count, dot(),
    tag and tag .. dot() or "", step.title)
  return {"", term.paint("title", term.clip(words, text.width()))}
end

--- The line that ends a reading pause. It looks like no prompt, and begins as every other one.
function M.pause(what)
  return {term.paint("dim", "-- Enter = " .. what)}
end

--- The line that says why what was typed at a pause has not run. is_reading: is there another one?
function M.held(is_reading)
  return {term.paint("dim", is_reading and "-- your line waits at the prompt until this is read"
    or "-- your line waits at the prompt: Enter runs it")}
end

--- One goal of a task, ticked or not.
function M.goal(label, reached)
  local lines = text.labelled(reached and "[x]" or "[ ]", label, 4)
  if not reached then return lines end
  for i, line in ipairs(lines) do lines[i] = term.paint("ok", line) end
  return lines
end

local counted = {"Reached.", "Both reached.", "All three reached.", "All four reached.",
  "All five reached."}

--- The line that says that nothing is left to do in a step, and what Enter does now.
function M.all_reached(count, to)
  return text.both_ends("  " .. (counted[count] or "All reached."),
    ("Enter = %s, or keep experimenting"):format(to))
end

local function add(out, lines)
  for _, line in ipairs(lines) do out[#out + 1] = line end
end

--- The slide's words and what is the case, one under the other, without scorn.
function M.slide_and_fact(slide)
  local out = {""}
  add(out, text.labelled("On the slide", slide.says, 14))
  add(out, text.labelled("In fact", slide.fact, 14))
  return out
end

--- Code as it will be run, set apart by its indentation.
function M.code(code)
  local out = {""}
  for line in (code .. "\n"):gmatch("(.-)\n") do
    out[#out + 1] = "    " .. term.paint("accent", line)
  end
  out[#out + 1] = ""
  return out
end

return M
