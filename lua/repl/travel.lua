--- The commands that go back into a run: rewind to one of its epochs, fork from there.
-- Requires assignments, commands and err; the ledger once a command needs it. They are calls of
-- runs.rewind and again, shown as such, so that :undo, :save and the history know them.

local assignments = require "gradus.repl.assignments"
local commands = require "gradus.repl.commands"
local err = require "gradus.err"

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

return {}
