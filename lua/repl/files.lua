--- The commands that write and read files: save, export, edit.
-- Requires commands, complete, pictures, transcript and sys. A file that exists is never replaced
-- unasked.

local commands = require "gradus.repl.commands"
local pictures_room = require "gradus.repl.pictures"
local sys = require "gradus.sys"
local transcript = require "gradus.repl.transcript"

local M = {}

local function files(path) return require("gradus.repl.complete").files(path) end

local function exists(path)
  local file = io.open(path, "r")
  if file then file:close() end
  return file ~= nil
end

-- "FILE", "FILE!": the path, and whether it may be replaced.
local function target(argument)
  local path, force = argument:match("^(.-)%s*(!?)$")
  path = path:match("^[\"'](.*)[\"']$") or path
  if path:sub(1, 2) == "~/" and sys.home() then path = sys.home() .. path:sub(2) end
  return path, force == "!"
end

-- Writes the text and says so; says instead what is in the way.
local function write(shell, path, force, text, what)
  if exists(path) and not force then
    local advice = "%s exists already. A ! behind the name replaces it:  %s!"
    return shell.say(advice:format(path, path))
  end
  local done, why = sys.replace(path, text)
  shell.say(done and ("%s written: %s"):format(path, what) or "Not written: " .. why)
end

local function count(n, what) return n == 1 and "1 " .. what or n .. " " .. what .. "s" end

-- The records without what lessons made.
local function typed_by_learner(records)
  local out = {}
  for _, record in ipairs(records) do
    if not record.made then out[#out + 1] = record end
  end
  return out
end

-- --- save ----------------------------------------------------------------------------------------

commands.register{name = "save", group = "Files", usage = ":save FILE.lua",
  summary = "this session as a script that runs", complete = files,
  run = function(shell, argument)
    local path, force = target(argument)
    if path == "" then return shell.say("Where to?  :save session.lua") end
    if not path:find("%.lua$") then path = path .. ".lua" end
    local typed = count(#typed_by_learner(shell.records), "statement")
    write(shell, path, force, transcript.script(shell.records), typed)
  end}

-- --- export --------------------------------------------------------------------------------------

-- record -> SVG texts; records get their output without the drawings.
local function pictures_of(records)
  local pictures, shown = {}, {}
  for i, record in ipairs(records) do
    local copy = setmetatable({}, {__index = record})
    for _, figure in ipairs(record.figures or {}) do
      local svg = pictures_room.svg(figure)
      if svg then
        pictures[copy] = pictures[copy] or {}
        table.insert(pictures[copy], svg)
        copy.output = pictures_room.without_drawing(copy.output, figure)
      end
    end
    shown[i] = copy
  end
  return shown, pictures
end

-- Markdown cannot hold SVG: the pictures go beside the page, page-1.svg and so on.
local function beside(path, pictures)
  local stem, names, n = path:gsub("%.md$", ""), {}, 0
  for record, list in pairs(pictures) do
    names[record] = {}
    for i, svg in ipairs(list) do
      n = n + 1
      local name = ("%s-%d.svg"):format(stem, n)
      if sys.replace(name, svg) then names[record][i] = name:match("[^/]+$") end
    end
  end
  return names
end

commands.register{name = "export", group = "Files", usage = ":export FILE.html|FILE.md",
  summary = "this session with its output and pictures", complete = files,
  run = function(shell, argument)
    local path, force = target(argument)
    if not path:find("%.html$") and not path:find("%.md$") then
      return shell.say("Where to?  :export session.html  or  :export session.md")
    end
    if exists(path) and not force then return write(shell, path, force) end
    local records, pictures = pictures_of(typed_by_learner(shell.records))
    local text = path:find("%.md$") and transcript.markdown(records, beside(path, pictures))
      or transcript.html(records, pictures)
    write(shell, path, force, text, count(#records, "statement"))
  end}

-- --- edit ----------------------------------------------------------------------------------------

-- The learner's editor, or one that is there; nil where there is none.
local function editor()
  local own = os.getenv("VISUAL") or os.getenv("EDITOR")
  if own and own ~= "" then return own end
  for _, name in ipairs{"nano", "vim", "vi", "micro", "emacs"} do
    if os.execute("command -v " .. name .. " >/dev/null 2>&1") then return name end
  end
end

local function read(path)
  local file = io.open(path, "r")
  local text = file and file:read("a")
  if file then file:close() end
  return text
end

-- The last thing typed, also where it failed: that is mostly why one wants to edit it.
local function last_source(shell)
  local records = typed_by_learner(shell.records)
  return records[1] and records[#records].source or ""
end

commands.register{name = "edit", group = "Files", usage = ":edit",
  summary = "the last statement in your editor; it runs when you leave",
  run = function(shell)
    local program = editor()
    if not program then
      return shell.say("There is no editor here. EDITOR=NAME gradus names one.")
    end
    local path = os.tmpname() .. ".lua"
    sys.replace(path, last_source(shell) .. "\n")
    local before = read(path)
    local ended = os.execute(("%s '%s'"):format(program, path))
    local text = read(path)
    os.remove(path)
    os.remove((path:gsub("%.lua$", "")))
    if not ended then return shell.say("The editor ended with an error: " .. program) end
    if not text or text == before or not text:find("%S") then
      return shell.say("Nothing changed.")
    end
    shell.run((text:gsub("%s+$", "")), {echo = true})
  end}

return M
