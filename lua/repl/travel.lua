--- The commands that repeat a run otherwise: rewind to an epoch, fork from there, race settings.
-- Requires assignments, commands, err and words; the ledger once a command needs it. They are calls
-- of runs.rewind, runs.race and again, shown as such: :undo, :save and the history know them.

local assignments = require "gradus.repl.assignments"
local commands = require "gradus.repl.commands"
local err = require "gradus.err"
local words = require "gradus.words"

-- "3 40", "run 3 @40", "3 epoch 40", "40", "@40": the run (nil: the last one) and the epoch, and
-- what stands behind them.
local function place(argument)
  local text = argument:gsub("^run%s+", "")
  for _, sign in ipairs{"@%s*", "epoch%s+", "at%s+epoch%s+", ""} do
    local id, epoch, rest = text:match("^(%d+)%s+" .. sign .. "(%d+)%f[%s\0]%s*(.*)$")
    if not id then id, epoch, rest = nil, text:match("^" .. sign .. "(%d+)%f[%s\0]%s*(.*)$") end
    if epoch then return id, epoch, rest end
  end
end

local function last_run(shell)
  local h = require("gradus.runs").last
  if not h then shell.say("There is no run yet. fit(model, train) makes one.") end
  return h
end

local function wrong(usage, argument, hint)
  err.raise("E0103", ("%s: %s is no run and epoch"):format(usage, argument), hint, 1)
end

commands.register{name = "rewind", group = "Runs", usage = ":rewind [ID] EPOCH",
  summary = "the network as it was after an epoch of a run, in place",
  run = function(shell, argument)
    local h = last_run(shell)
    if not h then return end
    if argument == "" then
      return shell.say(("To which epoch?  :rewind %d  is halfway through run %d."):format(
        h.epochs // 2, h.id))
    end
    local id, epoch, rest = place(argument)
    if not epoch or rest ~= "" then
      wrong(":rewind", argument, ":rewind 3 40  puts run 3 back to its epoch 40.")
    end
    shell.run(("runs.rewind(%s, %s)"):format(id or h.id, epoch), {echo = true})
  end}

commands.register{name = "fork", group = "Runs", usage = ":fork [ID] @EPOCH NAME=VALUE…",
  summary = "a new run: from that epoch of a run on with other settings",
  run = function(shell, argument)
    local h = last_run(shell)
    if not h then return end
    local example = (":fork %d @%d lr=0.001"):format(h.id, h.epochs // 2)
    if argument == "" then return shell.say("From where, and with what?  " .. example) end
    local id, epoch, rest = place(argument)
    if not epoch then wrong(":fork", argument, "For example " .. example) end
    local fields = assignments.fields(assignments.read(rest, ":fork"))
    shell.run(("again(%s, {from = %s%s})"):format(id or h.id, epoch,
      fields ~= "" and ", " .. fields or ""), {echo = true})
  end}

-- "lr=0.01,0.03 seeds=5": the name, the values as pieces of Lua, and the seeds or nil.
local function lanes(argument)
  local seeds
  argument = (" " .. argument):gsub("%sseeds%s*=%s*(%d+)", function(n)
    seeds = n
    return ""
  end)
  local name, list = argument:match("^%s*([%a_][%w_]*)%s*=%s*(.-)%s*$")
  return name, name and assignments.values(list), seeds
end

-- Medians and bands, a colour for each value; the result of the race is in _.
local function draw(shell, name, r)
  local parts, names = {}, {}
  for i, lane in ipairs(r.lanes) do
    parts[i] = ("_.lanes[%d]"):format(i)
    names[i] = ("%q"):format(name .. " " .. words.setting(lane.value))
  end
  shell.run(("plot(%s, {names = {%s}})"):format(table.concat(parts, ", "),
    table.concat(names, ", ")), {echo = true})
end

commands.register{name = "race", group = "Runs", usage = ":race NAME=V1,V2… [seeds=5]",
  summary = "the last run with each value, over the same seeds",
  run = function(shell, argument)
    if not last_run(shell) then return end
    if argument == "" then
      return shell.say("What against what?  :race lr=0.01,0.03  or  :race optimizer=sgd,adam")
    end
    local name, values, seeds = lanes(argument)
    if not name then
      err.raise("E0103", (":race: %s is no setting with values"):format(argument),
        "For example :race lr=0.01,0.03 seeds=5", 2)
    end
    local record = shell.run(("runs.race{%s = {%s}, seeds = %s}"):format(name,
      table.concat(values, ", "), seeds or 5), {echo = true})
    local r = record and record.ok and shell.env._
    if r and r.n > 0 then draw(shell, name, r) end
  end}

return {}
