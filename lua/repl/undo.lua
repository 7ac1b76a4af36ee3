--- The command undo: the workspace as it was before the last line, or some lines before.
-- Requires commands, events and snapshot. Snapshots are bounded in number and bytes; the oldest go
-- first.

local commands = require "gradus.repl.commands"
local core = require "gradus.core"
local events = require "gradus.events"
local snapshot = require "gradus.repl.snapshot"
local term = require "gradus.term"

local M = {}

local most_steps = 20
local most_bytes = 256 * 2 ^ 20 -- of all copies together

local most_in_use = 512 * 2 ^ 20 -- bytes in all; beyond it nothing is kept for undo

local steps = {} -- {record, before}, oldest first
local bytes = 0

local function forget_oldest()
  bytes = bytes - steps[1].before.bytes
  table.remove(steps, 1)
end

-- A snapshot holds what the learner has let go since; where memory gets short, that must end.
local function in_use() return collectgarbage("count") * 1024 + core.memory() end

--- Forget all snapshots: when memory is short.
function M.forget()
  steps, bytes = {}, 0
  collectgarbage()
end

--- Take a snapshot before a statement runs. record: what the shell will know of the statement;
-- env: the table it runs in, if it is not the prompt's.
function M.before(record, env)
  if in_use() > most_in_use then
    if steps[1] then M.forget() end
    return
  end
  local before = snapshot.take(env)
  steps[#steps + 1] = {record = record, before = before}
  bytes = bytes + before.bytes
  while #steps > most_steps or bytes > most_bytes and #steps > 1 do forget_oldest() end
end

--- Keep values as well that no variable of the learner's leads to: the network of a run, before the
-- statement that is running changes it.
function M.keep(...)
  local step = steps[#steps]
  if not step then return end
  local before = step.before.bytes
  snapshot.add(step.before, {...})
  bytes = bytes + step.before.bytes - before
end

events.on("rewind", M.keep)

--- Put back what was before the last statement. Returns its record and whether all was kept, or
-- nil.
function M.back()
  local step = table.remove(steps)
  if not step then return nil end
  bytes = bytes - step.before.bytes
  snapshot.put_back(step.before)
  step.record.undone = true
  return step.record, not step.before.too_large
end

local noted = false

local function note(shell, complete)
  if not complete then
    shell.say("  (what was too large to be copied is as the statement left it)")
  end
  if noted then return end
  noted = true
  local words = "  (files, the list of runs and looks at the test set are not undone)"
  for _, text in ipairs(term.wrap(words, term.width() - 1)) do
    shell.say(term.paint("dim", text))
  end
end

local function first_line(source)
  local first, rest = source:match("^([^\n]*)\n?(.*)$")
  return term.clip(rest == "" and first or first .. " …", term.width() - 12)
end

commands.register{name = "undo", alias = "u", usage = ":undo [N]",
  summary = "all as before the last line: values, weights, chance",
  run = function(shell, argument)
    for _ = 1, math.tointeger(tonumber(argument)) or 1 do
      local record, complete = M.back()
      if not record then
        local full = in_use() > most_in_use
        return shell.say(full and "Nothing is kept for undo while more than 512 MB are in use."
          or "There is nothing to undo.")
      end
      shell.say("Undone:  " .. first_line(record.source))
      note(shell, complete)
    end
  end}

return M
