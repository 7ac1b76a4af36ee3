--- `gradus handout NAME [-o FILE.html]`: a lesson as one page, with its runs and pictures.
-- Requires gradus.events, gradus.sys, pictures and transcript of gradus.repl, and of gradus.lesson
-- answers, catalogue, progress, stage and text. Plays each step with its reference answer, so that
-- what stands on the page was computed here; where progress exists, the student's own answers and
-- sentences stand beside it.

local answers = require "gradus.lesson.answers"
local at_step = require "gradus.lesson.stage"
local catalogue = require "gradus.lesson.catalogue"
local events = require "gradus.events"
local options = require "gradus.classroom.options"
local pictures = require "gradus.repl.pictures"
local progress = require "gradus.lesson.progress"
local sys = require "gradus.sys"
local text = require "gradus.lesson.text"
local transcript = require "gradus.repl.transcript"

local M = {}

local WIDE = 100000 -- columns: a paragraph is one line

-- HTML of single pieces --------------------------------------------------------------------------

local function inline(words)
  words = transcript.escaped(words)
  words = words:gsub("`([^`]+)`", "<code>%1</code>"):gsub("%*([%w ]+)%*", "<em>%1</em>")
  return words
end

local function pre(lines, class)
  return ('<pre%s>%s</pre>'):format(class and (' class="%s"'):format(class) or "",
    transcript.escaped(type(lines) == "table" and table.concat(lines, "\n") or lines))
end

-- Words of a lesson as paragraphs; what is indented stays as it is.
local function prose(words)
  local out, kept = {}, {}
  local function close()
    if kept[1] then out[#out + 1] = pre(kept) end
    kept = {}
  end
  for _, line in ipairs(text.lines(words, 0, WIDE)) do
    if line:find("^%s") then
      kept[#kept + 1] = line
    else
      close()
      if line ~= "" then out[#out + 1] = "<p>" .. inline(line) .. "</p>" end
    end
  end
  close()
  return table.concat(out, "\n")
end

local function list(items)
  local out = {}
  for i, item in ipairs(items) do out[i] = "<li>" .. inline(item) .. "</li>" end
  return "<ul>\n" .. table.concat(out, "\n") .. "\n</ul>"
end

-- Playing ----------------------------------------------------------------------------------------

-- Types a line and gathers what it prints and draws.
local function typed(actor, line)
  local figures, from = {}, #actor.said
  local handle = events.on("plot", function(figure) figures[#figures + 1] = figure end)
  actor:type(line)
  events.off(handle)
  local out = {}
  for i = from + 1, #actor.said do
    if actor.is_output[i] then out[#out + 1] = actor.said[i] end
  end
  return table.concat(out, "\n"), figures
end

local function add_run(out, output, figures)
  for _, figure in ipairs(figures) do output = pictures.without_drawing(output, figure) end
  output = output:gsub("%s+$", "")
  if output ~= "" then out[#out + 1] = pre(output) end
  for _, figure in ipairs(figures) do
    local svg = pictures.svg(figure)
    if svg then out[#out + 1] = transcript.figure(svg) end
  end
end

local function lines_of(code)
  return type(code) == "table" and code or {code}
end

-- Steps by kind ----------------------------------------------------------------------------------

local kinds = {}

function kinds.say(out, one)
  for _, words in ipairs(lines_of(one.step.text)) do out[#out + 1] = prose(one:filled(words)) end
end

function kinds.show(out, one, actor)
  out[#out + 1] = pre(lines_of(one.step.code), "code")
  add_run(out, typed(actor, ""))
end

local function choices(answer)
  local out = {}
  for i, option in ipairs(answer.options or answer.items or answer.sketches or {}) do
    out[i] = ("%s: %s"):format(string.char(96 + i), option.text or option[1])
  end
  return out
end

function kinds.predict(out, one, actor, seen)
  local step, mine = one.step, seen.answers[one.step.id]
  out[#out + 1] = prose(one:filled(step.ask))
  if choices(step.answer)[1] then out[#out + 1] = list(choices(step.answer)) end
  if step.run then out[#out + 1] = pre(lines_of(step.run), "code") end
  local output, figures = typed(actor, one:kind().solution(one)[1])
  if one.state.stage == "sure" then output, figures = typed(actor, "") end
  add_run(out, output, figures)
  if one.state.stage == "look" then actor:type("") end
  local kind, words = answers[step.answer.kind], "It was %s."
  local truth = one.state.truth ~= nil and kind.show(step.answer, one.state.truth) or "?"
  if mine then words = "You said " .. tostring(mine.given) .. ", and it was %s then. Here it is %s."
  end
  out[#out + 1] = ("<p>" .. inline(words) .. "</p>"):format(mine and tostring(mine.truth) or truth,
    truth)
end

kinds.recall = kinds.predict

function kinds.task(out, one, actor)
  local step, labels = one.step, {}
  for i, goal in ipairs(step.goals) do labels[i] = goal.label end
  out[#out + 1] = "<p><strong>Task</strong> " .. inline(one:filled(step.task)) .. "</p>"
  out[#out + 1] = list(labels)
  out[#out + 1] = "<details><summary>One answer</summary>"
  for _, line in ipairs(lines_of(step.solution)) do
    out[#out + 1] = pre(line, "code")
    add_run(out, typed(actor, line))
  end
  out[#out + 1] = "</details>"
end

function kinds.reflect(out, one, _, seen)
  local step = one.step
  out[#out + 1] = prose(one:filled(step.ask))
  if step.try then out[#out + 1] = pre(step.try, "code") end
  local mine = seen.notes[step.id]
  if mine then out[#out + 1] = "<blockquote>" .. inline(mine) .. "</blockquote>" end
end

local function add_ending(out, one)
  local step = one.step
  if step.after then out[#out + 1] = prose(one:filled(step.after)) end
  if step.slide then
    out[#out + 1] = "<p><strong>On the slide</strong> " .. inline(step.slide.says) .. "</p>"
    out[#out + 1] = "<p><strong>In fact</strong> " .. inline(one:filled(step.slide.fact)) .. "</p>"
  end
end

local function add_step(out, lesson, index, seen)
  local actor, one = at_step(lesson, index, lesson.seed or 1)
  local step = one.step
  out[#out + 1] = ("<h2>%d · %s</h2>"):format(index, transcript.escaped(step.title))
  if step.text and step.kind ~= "say" then out[#out + 1] = prose(one:filled(step.text)) end
  kinds[step.kind](out, one, actor, seen)
  add_ending(out, one)
end

--- A lesson as a page. seen: the student's summary of it (progress.summary).
function M.html(lesson, seen)
  local out = {}
  if lesson.intro then out[#out + 1] = prose(lesson.intro) end
  for index in ipairs(lesson.steps) do add_step(out, lesson, index, seen) end
  if lesson.next then out[#out + 1] = "<h2>What next</h2>\n" .. prose(lesson.next) end
  return transcript.page(lesson.title, out)
end

local function write(lesson, path)
  local seen = progress.summary((progress.read()))[lesson.name]
  local written, why = sys.replace(path, M.html(lesson, seen))
  if written then
    print(("%s written: %d steps"):format(path, #lesson.steps))
    return 0
  end
  io.stderr:write(("gradus handout: %s cannot be written: %s\n"):format(path, tostring(why)))
  return 1
end

--- Run the command. words: {"handout", NAME, …}. Returns the exit status.
function M.run(words)
  local given = options.parse(words)
  if not given or #given.names ~= 1 then
    return options.complain("gradus handout NAME [-o FILE.html]")
  end
  local lesson, why = catalogue.open(given.names[1])
  if lesson then return write(lesson, given.out or lesson.name:gsub("/", "-") .. ".html") end
  io.stderr:write("gradus handout: ", why, "\n")
  return 1
end

return M
