--- Settings of the prompt that last: the command config, and the file it keeps them in.
-- Requires commands, suggest, sys and term. Whoever has a setting adds it (`add`); the file is
-- $XDG_CONFIG_HOME/gradus/config, or ~/.config/gradus/config, a line `name value` for each.

local commands = require "gradus.repl.commands"
local suggest = require "gradus.suggest"
local sys = require "gradus.sys"
local term = require "gradus.term"

local M = {}

local settings, by_name = {}, {}
local values = {} -- name -> text; what is not in it has its default

--- Add a setting: {name, default, summary, choices = {…} or check = fn(text) -> why it will not do,
-- apply = fn(text)}. All values are texts.
function M.add(setting)
  settings[#settings + 1] = setting
  by_name[setting.name] = setting
end

--- The value of a setting, as a text.
function M.get(name) return values[name] or by_name[name].default end

local switch = {on = true, off = false} -- "auto" is nil: as the terminal says

M.add{name = "color", default = "auto", choices = {"auto", "on", "off"},
  summary = "colours; auto: as NO_COLOR and the terminal say",
  apply = function(text) term.prefer("color", switch[text]) end}

M.add{name = "plain", default = "auto", choices = {"auto", "on", "off"},
  summary = "sentences instead of pictures; auto: as GRADUS_PLAIN says",
  apply = function(text) term.prefer("plain", switch[text]) end}

M.add{name = "plot", default = "auto", choices = {"auto", "pixels", "braille", "block", "ascii"},
  summary = "what figures are drawn with",
  apply = function(text) require("gradus").plot.style(text) end}

M.add{name = "timing", default = "0.5",
  summary = "seconds after which a line says how long it took",
  check = function(text)
    local number = tonumber(text)
    return not (number and number >= 0) and "a number of seconds, from 0 on"
  end,
  apply = function(text) require("gradus.repl.evaluator").slow = tonumber(text) end}

-- --- the file ------------------------------------------------------------------------------------

local function folder()
  local config = os.getenv("XDG_CONFIG_HOME")
  if config and config:sub(1, 1) == "/" then return config .. "/gradus" end
  return sys.home() and sys.home() .. "/.config/gradus"
end

-- Returns true, or nil and why not.
local function keep()
  local place = folder()
  if not place then return nil, "there is no home folder" end
  local made, why = sys.mkdirs(place)
  if not made then return nil, why end
  local lines = {}
  for _, setting in ipairs(settings) do
    if values[setting.name] then
      lines[#lines + 1] = setting.name .. " " .. values[setting.name] .. "\n"
    end
  end
  return sys.replace(place .. "/config", table.concat(lines))
end

-- Why a text will not do as the value of a setting; nil where it will.
local function objection(setting, text)
  if setting.check then return setting.check(text) or nil end
  for _, choice in ipairs(setting.choices) do
    if choice == text then return nil end
  end
  return "one of " .. table.concat(setting.choices, ", ")
end

local function set(setting, text)
  values[setting.name] = text ~= setting.default and text or nil
  setting.apply(text)
end

--- Read and apply the settings of earlier sessions. What is no setting (any more) is passed over.
function M.load()
  local place = folder()
  local file = place and io.open(place .. "/config", "r")
  if not file then return end
  for line in file:lines() do
    local name, text = line:match("^(%S+)%s+(.-)%s*$")
    local setting = by_name[name]
    if setting and not objection(setting, text) then pcall(set, setting, text) end
  end
  file:close()
end

-- --- the command ---------------------------------------------------------------------------------

local function line_of(setting)
  local text = ("  %s  %s  %s"):format(term.pad(setting.name, 8), term.pad(M.get(setting.name), 8),
    setting.summary)
  return term.clip(text, term.width() - 1)
end

local function list(shell)
  for _, setting in ipairs(settings) do shell.say(line_of(setting)) end
  shell.say(term.paint("dim", "  :config color off  sets one, for later sessions, too"))
end

local function names()
  local out = {}
  for i, setting in ipairs(settings) do out[i] = setting.name end
  return out
end

local function unknown(name)
  local near = suggest.closest(name, names())
  return ("There is no setting %s.%s"):format(name,
    near and " Did you mean " .. near .. "?" or " There is " .. table.concat(names(), ", ") .. ".")
end

local function change(shell, setting, text)
  local why = objection(setting, text)
  if why then return shell.say(("%s is %s, not %s."):format(setting.name, why, text)) end
  set(setting, text)
  local kept, problem = keep()
  shell.say(kept and ("%s is %s now, in later sessions, too."):format(setting.name, text)
    or ("%s is %s in this session; it cannot be kept: %s"):format(setting.name, text, problem))
end

-- `color`, and behind it its choices.
local function candidates(argument)
  local setting = by_name[argument:match("^(%S+)%s") or ""]
  if not setting then return names() end
  local out = {}
  for i, choice in ipairs(setting.choices or {}) do out[i] = setting.name .. " " .. choice end
  return out
end

commands.register{name = "config", usage = ":config [NAME VALUE]",
  summary = "settings that last: colours, pictures, timing",
  run = function(shell, argument)
    if argument == "" then return list(shell) end
    local name, text = argument:match("^([%w_]+)%s*=?%s*(.-)%s*$")
    local setting = by_name[name]
    if not setting then return shell.say(unknown(name)) end
    if text ~= "" then return change(shell, setting, text) end
    shell.say(line_of(setting))
    local choices = setting.choices
    if choices then shell.say("  It can be " .. table.concat(choices, ", ") .. ".") end
  end,
  complete = candidates}

return M
