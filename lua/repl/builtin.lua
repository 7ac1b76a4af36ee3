--- The commands of the prompt itself: help, quit, time, explain, keys, why, fix.
-- Requires commands and what they show. Each command is one entry; the lesson room registers its
-- own.

local commands = require "gradus.repl.commands"
local errors = require "gradus.repl.errors"
local sys = require "gradus.sys"
local term = require "gradus.term"
local workspace = require "gradus.repl.workspace"

local M = {}

local function groups()
  local order, members = {}, {}
  for _, command in ipairs(commands.all()) do
    if not members[command.group] then
      order[#order + 1] = command.group
      members[command.group] = {}
    end
    table.insert(members[command.group], command)
  end
  table.sort(order)
  return order, members
end

--- The usage and summary of each command, below each other. list: commands.
function M.listing(list)
  local wide = 0
  for _, command in ipairs(list) do wide = math.max(wide, term.columns(command.usage)) end
  local out = {}
  for _, command in ipairs(list) do
    for i, text in ipairs(term.wrap(command.summary, term.width() - wide - 5)) do
      out[#out + 1] = "  " .. term.pad(i == 1 and command.usage or "", wide) .. "  " .. text
    end
  end
  return table.concat(out, "\n")
end

local function help_all(shell)
  local order, members = groups()
  for _, group in ipairs(order) do
    shell.say(term.paint("title", group))
    shell.say(M.listing(members[group]))
  end
  shell.say(term.paint("title", "Help"))
  shell.say("  ?fit or help(fit)   the page of a name")
  shell.say("  ??dropout           every page with that word")
  shell.say(term.paint("dim", "The beginning of a command will do:  :ru  is  :runs"))
end

commands.register{name = "help", alias = "h", usage = ":help [NAME]",
  summary = "this list; with a name, its page",
  run = function(shell, argument)
    if argument == "" then return help_all(shell) end
    local command = argument:sub(1, 1) == ":" and commands.find(argument:sub(2))
      or commands.exact(argument)
    if command then
      shell.say(command.usage .. "\n  " .. command.summary)
    else
      shell.say(require("gradus.help").text(argument))
    end
  end,
  complete = function() return workspace.names() end}

commands.register{name = "quit", alias = "q", summary = "leave (Ctrl-D does, too)",
  run = function(shell) shell.quit(0) end}

commands.register{name = "time", usage = ":time EXPR", summary = "run it and say how long it took",
  run = function(shell, argument)
    if argument == "" then
      return shell.say("Write what to time behind it:  :time fit(model, train)")
    end
    local cpu = sys.cpu()
    local record = shell.run(argument)
    if record and record.ok then
      shell.say(("%.4g s, of which %.4g s computing"):format(record.seconds, sys.cpu() - cpu))
    end
  end}

local function last_report(shell)
  local report = shell.last_error()
  if not report then shell.say("There has been no error so far.") end
  return report
end

-- :explain step, loss and grad are about the last run, or the one whose number follows.
local function explain_run(shell, what, id)
  local runs = require "gradus.runs"
  local h = id and runs.find(id, ":explain " .. what, 1) or runs.last
  if not h then return shell.say("There is no run yet. fit(model, train) makes one.") end
  runs.check_kept(h, ":explain " .. what, 1)
  if h.epochs == 0 then return shell.say("That run did not finish an epoch.") end
  shell.say(require("gradus.repl.update")[what](h))
end

commands.register{name = "explain", alias = "e", usage = ":explain [CODE|step|loss|grad]",
  summary = "an error's code (the last one's), or the last run's last step",
  run = function(shell, argument)
    local what, id = argument:match("^(%l+)%s*(%d*)$")
    if what == "step" or what == "loss" or what == "grad" then
      return explain_run(shell, what, math.tointeger(tonumber(id)))
    end
    local explain = require "gradus.explain"
    local code = argument ~= "" and argument or (shell.last_error() or {}).code
    if not code then
      return shell.say("The code stands in brackets behind an error:  :explain E0101")
    end
    local page = explain.page(code)
    shell.say(page and explain.text(page) or ("There is no code %s."):format(code))
  end,
  complete = function()
    local out = {"step", "loss", "grad"}
    local codes = require("gradus.explain").codes()
    return table.move(codes, 1, #codes, #out + 1, out)
  end}

local keys = {
  {"Tab", "complete a word; behind a bracket, how the function is called"},
  {"Up, Down", "earlier lines; those that begin with what is typed"},
  {"Ctrl-R", "search the history"},
  {"Ctrl-C", "drop the line; stop what is running"},
  {"Ctrl-D", "leave"},
  {"Ctrl-A, Ctrl-E", "to the beginning, to the end of the line"},
  {"Ctrl-U, Ctrl-K", "delete to the beginning, to the end; Ctrl-Y brings it back"},
  {"Ctrl-L", "an empty screen"},
}

commands.register{name = "keys", summary = "what the keys do",
  run = function(shell)
    for _, key in ipairs(keys) do
      shell.say(term.clip("  " .. term.pad(key[1], 14) .. "  " .. key[2], term.width() - 1))
    end
  end}

commands.register{name = "why", alias = "w", summary = "the last error again, in full",
  run = function(shell)
    local report = last_report(shell)
    if not report then return end
    shell.say(errors.render(report))
    for _, text in ipairs(errors.callers(report)) do shell.say("  " .. text) end
    if report.fix then shell.say("  :fix types the corrected line.") end
  end}

commands.register{name = "why!", summary = "the last error with Lua's own trace",
  run = function(shell)
    local report = last_report(shell)
    if not report then return end
    shell.say(report.case.message ~= "" and report.case.message or report.title)
    if report.trace then shell.say(report.trace) end
  end}

commands.register{name = "fix", summary = "type the corrected line at the prompt",
  run = function(shell)
    local report = last_report(shell)
    if not report then return end
    if not report.fix then
      return shell.say("There is no certain correction for the last error.")
    end
    shell.prefill(report.fix)
  end}

return M
