--- The commands on runs: runs, show, doctor, diff, replay, unfold.
-- Requires commands, pretty and term; the ledger and what repeats runs once a command needs them.
-- What the commands do, Lua can do as well: runs, runs.diff(1, 2), again().

local commands = require "gradus.repl.commands"
local err = require "gradus.err"
local pretty = require "gradus.repl.pretty"
local term = require "gradus.term"

local ledger = "gradus.runs"

-- Run numbers in a text: "1 3", "1, 3", "run 2". Raises where there is something else.
local function numbers(text, usage)
  local out = {}
  for word in text:gsub("run", ""):gmatch("[^%s,]+") do
    local id = math.tointeger(tonumber(word))
    if not id then
      err.raise("E0103", ("%s: %s is not the number of a run"):format(usage, word), nil, 1)
    end
    out[#out + 1] = id
  end
  return out
end

local function say_value(shell, value)
  local text = pretty.text(value)
  if text then shell.say(text) end
end

commands.register{name = "runs", group = "Runs", summary = "all runs of this session",
  bare = false,
  run = function(shell) say_value(shell, require(ledger)) end}

-- The run that a command is about: the one of the number, or the last. Says so where there is none.
local function chosen(shell, argument, usage)
  local runs = require(ledger)
  local id = numbers(argument, usage)[1]
  local h = id and runs.find(id, usage, 1) or runs.last
  if not h then shell.say("There is no run yet. fit(model, train) makes one.") end
  return h
end

commands.register{name = "show", group = "Runs", usage = ":show [ID]",
  summary = "the curves of the last run, or of run ID",
  run = function(shell, argument)
    local h = chosen(shell, argument, ":show ID")
    if h then shell.run(("plot(runs[%d])"):format(h.id), {echo = true}) end
  end}

commands.register{name = "doctor", group = "Runs", usage = ":doctor [ID]",
  summary = "what ails a run: its losses judged, its layers measured",
  run = function(shell, argument)
    local h = chosen(shell, argument, ":doctor ID")
    if not h then return end
    shell.run(("diagnose(runs[%d])"):format(h.id), {echo = true})
    if not h.kept then return end
    shell.run(("health(runs[%d].model, runs[%d].train)"):format(h.id, h.id), {echo = true})
  end}

commands.register{name = "diff", group = "Runs", usage = ":diff A B",
  summary = "in which settings two runs differ, and what came of it",
  run = function(shell, argument)
    local ids = numbers(argument, ":diff A B")
    local runs = require(ledger)
    if #ids == 1 and runs.last then ids[2] = runs.last.id end
    if #ids ~= 2 then return shell.say("Which two?  :diff 1 2  compares run 1 with run 2.") end
    say_value(shell, runs.diff(ids[1], ids[2]))
  end}

commands.register{name = "replay", group = "Runs", usage = ":replay [ID]",
  summary = "the last run, or run ID, once more from the same start",
  run = function(shell, argument)
    local id = numbers(argument, ":replay ID")[1]
    shell.run(id and ("again(%d, {})"):format(id) or "again{}", {echo = true})
  end}

commands.register{name = "unfold", group = "Runs", usage = ":unfold [ID]",
  summary = "the loop behind the last fit, by hand: the same numbers",
  run = function(shell, argument)
    local h = chosen(shell, argument, ":unfold ID")
    if not h then return end
    if not h.kept then return shell.say("The network and data of that run are no longer kept.") end
    if h.start.middle then
      return shell.say(("Run %d began in the middle of another; :unfold shows runs from their "
        .. "start."):format(h.id))
    end
    local code = require("gradus.repl.unfold").code(h)
    shell.say(code)
    shell.remember(code)
    shell.say(term.paint("dim", "(the up arrow brings it to the prompt)"))
  end}
