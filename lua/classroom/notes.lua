--- `gradus notes`: what the speaker should see while `gradus present` shows a lesson.
-- Requires gradus.json, gradus.sys, gradus.term, progress and text of gradus.lesson. The two
-- programs meet in one small file in the state folder, replaced at each step.

local json = require "gradus.json"
local progress = require "gradus.lesson.progress"
local sys = require "gradus.sys"
local term = require "gradus.term"
local text = require "gradus.lesson.text"

local M = {}

local function path()
  local folder = progress.folder()
  return folder and folder .. "/present.json"
end

-- Writing -----------------------------------------------------------------------------------------

local began -- seconds, when the presentation began

local function lines_of(code)
  return type(code) == "table" and code or {code}
end

-- In a playlist: the topic of the part that a step belongs to, and from which to which minute.
local function part_of(lesson, step)
  local minute = 0
  for _, part in ipairs(lesson.parts or {}) do
    if step.id:find(part[1] .. "/", 1, true) == 1 then
      return {topic = part[3], from = minute, to = minute + part[2]}
    end
    minute = minute + part[2]
    local pause = lesson.pause
    if pause and pause.after == part[1] then minute = minute + pause.minutes end
  end
  return {}
end

local function words_of_mistakes(step)
  local out = {}
  for i, mistake in ipairs(step.mistakes or {}) do out[i] = mistake.say end
  return out
end

local function note_of(session)
  local lesson, step = session.lesson, session.step
  local part = part_of(lesson, step)
  return {lesson = lesson.label, index = session.index, count = #lesson.steps,
    title = step.title, kind = step.kind, notes = step.notes, topic = part.topic,
    from = part.from, to = part.to, began = began,
    code = lines_of(step.code or step.run or step.solution or ""),
    answer = step.answer and tostring(step.answer.example or step.answer.truth),
    hints = step.hints or {}, mistakes = words_of_mistakes(step),
    slide = step.slide and step.slide.fact}
end

local function write(note)
  local file = path()
  if not file then return end
  if sys.mkdirs((file:match("^(.*)/"))) then sys.replace(file, json.encode(note)) end
end

--- Tell whoever reads the notes that a step has begun.
function M.publish(session)
  began = began or sys.wall()
  write(note_of(session))
end

--- Tell them that it is over.
function M.finish() write{over = true} end

-- Reading -----------------------------------------------------------------------------------------

local function add(out, lines)
  for _, line in ipairs(lines) do out[#out + 1] = line end
end

local function clock(note, now)
  local minute = (now - (note.began or now)) / 60
  local planned = note.from and (", planned %d to %d"):format(note.from, note.to) or ""
  return ("%s %d/%d   minute %d%s"):format(note.lesson, note.index, note.count,
    math.floor(minute), planned)
end

--- A note as lines. now: seconds since the epoch.
function M.lines(note, now)
  if note.over then return {"The presentation is over."} end
  local out = {term.paint("dim", clock(note, now)), term.paint("title", note.title)}
  if note.topic then add(out, text.labelled("shows", note.topic, 9)) end
  if note.notes then add(out, text.lines(note.notes)) end
  for i, line in ipairs(note.code or {}) do
    if line ~= "" then add(out, text.labelled(i == 1 and "next" or "", line, 9)) end
  end
  if note.answer then add(out, text.labelled("comes", note.answer .. ", or near it", 9)) end
  for _, hint in ipairs(note.hints or {}) do add(out, text.labelled("ask", hint, 9)) end
  for _, words in ipairs(note.mistakes or {}) do add(out, text.labelled("if not", words, 9)) end
  if note.slide then add(out, text.labelled("fact", note.slide, 9)) end
  return out
end

local function read()
  local name = path()
  local file = name and io.open(name, "rb")
  local content = file and file:read("a")
  if file then file:close() end
  local note = content and json.decode(content)
  return type(note) == "table" and note or nil
end

local function show(note)
  if term.is_tty() and not term.plain() then io.write("\27[2J\27[H") end
  print(text.join(M.lines(note, sys.wall())))
  io.flush()
end

-- Shows each new note, and the minute as it changes, until the presentation or the speaker ends it.
local function follow(note)
  local shown
  while note do
    local now = text.join(M.lines(note, sys.wall()))
    if now ~= shown then show(note) end
    shown = now
    if note.over or not os.execute("sleep 0.3") then return end
    note = read()
  end
end

--- Run the command. Returns the exit status: 0, or 1 where nothing is presented.
function M.run()
  local note = read()
  if not note or note.over then
    io.stderr:write("Nothing is being presented.  gradus present NAME  in another terminal.\n")
    return 1
  end
  if term.is_tty() then follow(note) else show(note) end
  return 0
end

return M
