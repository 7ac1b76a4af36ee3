--- What a student has done, kept as JSON lines that are only ever appended to.
-- Requires gradus.sys and gradus.json. Prints nothing: what the student should hear about the file
-- comes back as a sentence.
--
-- Each line is one record {t=, lesson=, what=, …}, written in one piece at the moment it happens,
-- so that two sessions at once, or a pulled plug, lose nothing. No line is ever rewritten. A line
-- that cannot be read is copied to progress.damaged and remembered by its number in a record.
--
-- what: "enter" (a step began), "done", "skipped", "predict", "note", "check", "hint", "solution",
-- "complete" (the lesson), "aside" (line number `line` was set aside).

local json = require "gradus.json"
local sys = require "gradus.sys"

local M = {}

--- The folder: $XDG_STATE_HOME/gradus, or ~/.local/state/gradus where that is unset or relative.
function M.folder()
  local state = os.getenv("XDG_STATE_HOME")
  if not state or state:sub(1, 1) ~= "/" then
    local home = sys.home()
    if not home then return nil, "there is no home folder" end
    state = home .. "/.local/state"
  end
  return state .. "/gradus"
end

--- The file that holds the records, or nil and why there is none.
function M.path()
  local folder, why = M.folder()
  return folder and folder .. "/progress.jsonl", why
end

local function read_all(path)
  local file, why, code = io.open(path, "rb")
  local is_new = not file and code == 2 -- no such file
  if is_new then return nil, "" end
  if not file then return why or "it cannot be read", "" end
  local text, read_why = file:read("a")
  file:close()
  if not text then return read_why or "it cannot be read", "" end
  return nil, text
end

-- A write that was cut off leaves a line without its end; the next record must not continue it.
local function ends_in_newline(path)
  local file = io.open(path, "rb")
  if not file then return true end
  local last = file:seek("end", -1) and file:read(1)
  file:close()
  return last == nil or last == "\n"
end

local function append(path, text)
  local ok, why = sys.mkdirs((path:match("^(.*)/")))
  if not ok then return nil, why end
  return sys.append(path, (ends_in_newline(path) and "" or "\n") .. text .. "\n")
end

-- The records that belong to a step; the others ("complete") belong to a lesson, or to none.
local of_a_step = {enter = true, done = true, skipped = true, predict = true, note = true,
  check = true, hint = true, solution = true}

-- Fields that a record may have; whoever reads it relies on these types.
local types = {lesson = "string", step = "string", off = "number", count = "number",
  text = "string", tag = "string", of = "string", t = "number"}

-- Is the value something that we may have written? A line may be JSON and still be damaged.
local function is_record(value)
  if type(value) ~= "table" or type(value.what) ~= "string" then return false end
  if value.what == "aside" then return math.type(value.line) ~= nil end
  for name, wanted in pairs(types) do
    if value[name] ~= nil and type(value[name]) ~= wanted then return false end
  end
  return value.lesson ~= nil and (not of_a_step[value.what] or value.step ~= nil)
end

-- Returns the records, and the damaged lines {number, text} nobody has set aside before.
local function parse(text)
  local records, damaged, known = {}, {}, {}
  local number = 0
  for line in text:gmatch("([^\n]*)\n?") do
    number = number + 1
    local value = line:find("%S") and json.decode(line)
    if is_record(value) then
      records[#records + 1] = value
      if value.what == "aside" then known[value.line] = true end
    elseif line:find("%S") then
      damaged[#damaged + 1] = {number = number, text = line}
    end
  end
  local fresh = {}
  for _, line in ipairs(damaged) do
    if not known[line.number] then fresh[#fresh + 1] = line end
  end
  return records, fresh
end

local function set_aside(path, damaged)
  local copy = path:gsub("%.jsonl$", "") .. ".damaged"
  for _, line in ipairs(damaged) do
    if not append(copy, line.text) then return nil end
    append(path, json.encode{what = "aside", line = line.number, t = sys.wall()})
  end
  return ("%d damaged %s in the progress file set aside (%s); all others were read."):format(
    #damaged, #damaged == 1 and "line" or "lines", copy)
end

--- Read all records. Returns them, and a sentence about the file where there is something to say.
function M.read()
  local path, why = M.path()
  if not path then return {}, "Your progress cannot be kept: " .. why .. "." end
  local failed, text = read_all(path)
  if failed then return {}, "Your progress cannot be read: " .. failed .. "." end
  local records, damaged = parse(text)
  return records, damaged[1] and set_aside(path, damaged) or nil
end

--- Keep one record {lesson=, what=, …}; the time is added. Returns true, or nil and why.
function M.keep(record)
  local path, why = M.path()
  if not path then return nil, why end
  record.t = sys.wall()
  return append(path, json.encode(record))
end

local function new_summary()
  return {marks = {}, answers = {}, notes = {}, hints = {}, times = 0}
end

-- How each kind of record changes what is known of a lesson.
local take = {
  enter = function(sum, r) sum.step = r.step end,
  done = function(sum, r) sum.marks[r.step] = "done" end,
  skipped = function(sum, r) sum.marks[r.step] = sum.marks[r.step] or "skipped" end,
  predict = function(sum, r) sum.answers[r.step] = r end,
  note = function(sum, r) sum.notes[r.step] = r.text end,
  hint = function(sum, r) sum.hints[r.step] = math.max(sum.hints[r.step] or 0, r.count or 0) end,
  complete = function(sum, r)
    sum.complete, sum.times, sum.step = r.t or 0, sum.times + 1, nil
  end,
}

--- Take one record into the summary of its lesson.
function M.note(summary, record)
  if take[record.what] then take[record.what](summary, record) end
end

--- A summary of nothing.
function M.empty() return new_summary() end

--- What the records say of each lesson:
-- name -> {step, marks, answers, notes, hints, complete, times}.
-- step: the id of the step it stopped at, nil where it was not begun or was finished.
function M.summary(records)
  local out = {}
  for _, record in ipairs(records) do
    if record.lesson then
      out[record.lesson] = out[record.lesson] or new_summary()
      M.note(out[record.lesson], record)
    end
  end
  return setmetatable(out, {__index = function() return new_summary() end})
end

return M
