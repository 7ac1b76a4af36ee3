--- The command `:live`: the lab from the prompt.
-- Requires commands and term; gradus.lab, when it is opened.

local commands = require "gradus.repl.commands"
local term = require "gradus.term"

local function presets() return require "gradus.lab.presets" end

local function words_of(argument)
  local out = {}
  for word in argument:gmatch("%S+") do out[#out + 1] = word end
  return out
end

commands.register{name = "live", group = "Runs", usage = ":live [PRESET] [KNOB=VALUE…]",
  summary = "the lab: turn knobs while a network trains", bare = false,
  run = function(shell, argument)
    local start, why = presets().read(words_of(argument))
    if not start then
      for _, line in ipairs(term.wrap(why, math.min(term.width() - 1, 76))) do shell.say(line) end
      return
    end
    require("gradus.lab").open(start, true)
  end,
  complete = function()
    local out = {}
    for i, preset in ipairs(presets().list) do out[i] = preset.name end
    return out
  end}

return {}
