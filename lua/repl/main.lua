--- The command line: what each word means, and the exit status.
-- Requires script, shell, welcome and cli, each when it is needed.

local M = {}

local usage_error = 2

local function complain(text)
  io.stderr:write("gradus: ", text, "\nTry  gradus --help\n")
  return usage_error
end

local function help_text()
  return [[
Gradus: train neural networks, one step at a time.

  gradus                 the prompt
  gradus FILE.lua ARG…   run a script (its arguments are in arg)
  gradus -e CODE         run code, several allowed; an expression prints its value
  gradus -i …            … then stay at the prompt
  gradus -               run standard input as a script
]] .. require("gradus.cli").overview() .. [[
  gradus --help          this text
  gradus --version       the version

Exit status: 0 good, 1 a script or check failed, 2 the command line was wrong.]]
end

local function version() return require("gradus").version or "(development version)" end

-- Reads the options up to the first other word. Returns them, or nil and what is wrong.
local function parse(words)
  local options = {code = {}}
  local i = 1
  while words[i] do
    local word = words[i]
    if word == "-i" then options.stay = true
    elseif word == "--help" or word == "-h" then options.help = true
    elseif word == "--version" or word == "-v" then options.version = true
    elseif word:sub(1, 2) == "-e" then
      if word == "-e" then i = i + 1 end
      local code = word == "-e" and words[i] or word:sub(3)
      if word == "-e" and not words[i] then return nil, "-e needs code behind it" end
      table.insert(options.code, code)
    elseif word == "--" then i = i + 1 break
    elseif word == "-" or word:sub(1, 1) ~= "-" then break
    else return nil, "unknown option " .. word end
    i = i + 1
  end
  options.first = i
  return options
end

-- As in `lua`: arg[0] is the script, arg[1]… its arguments, the program stands below.
local function set_arg(words, first)
  local list = {}
  for i = 0, #words do list[i - first] = words[i] end
  package.loaded._G.arg = list
end

local function prompt(shell)
  shell.open()
  local lesson = require("gradus.cli").first_lesson()
  shell.say(require("gradus.repl.welcome").text(version(), lesson))
  return shell.loop()
end

local function run_code(options)
  local script = require "gradus.repl.script"
  for _, code in ipairs(options.code) do
    local status = script.code(code)
    if status ~= 0 then return status end
  end
  return 0
end

local function run_script(words, first)
  local script = require "gradus.repl.script"
  set_arg(words, first)
  if words[first] == "-" then return script.stdin(table.unpack(words, first + 1)) end
  return script.file(words[first], table.unpack(words, first + 1))
end

-- What is to be run before the prompt, if anything. Returns the exit status.
local function run_given(words, options)
  local sys = require "gradus.sys"
  set_arg(words, words[options.first] and options.first or 0)
  local status = run_code(options)
  if status ~= 0 then return status end
  if words[options.first] then return run_script(words, options.first) end
  local piped = not options.stay and not options.code[1] and not sys.isatty(0)
  return piped and require("gradus.repl.script").stdin() or 0
end

-- Does anything but the prompt follow from the command line?
local function wants_prompt(words, options)
  if options.stay then return true end
  return not options.code[1] and not words[options.first] and require("gradus.sys").isatty(0)
end

-- The program's modules are loaded: from here on memory is collected.
local function ready() debug.getregistry()["gradus.ready"]() end

-- A misspelt GRADUS_ISA must not pass for the build that was asked for.
local function warn_of_isa()
  local core = require "gradus.core"
  if core.isa_known then return end
  io.stderr:write(("gradus: GRADUS_ISA=%s is no build here;\n  used: %s\n")
    :format(os.getenv("GRADUS_ISA"), core.isa()))
end

--- Do what the command line says. words: [0] the program, then its words. Returns the exit status.
function M.run(words)
  local options, why = parse(words)
  if not options then return complain(why) end
  if options.help then print(help_text()) return 0 end
  warn_of_isa()
  if options.version then
    print("Gradus " .. version())
    print("instruction set: " .. require("gradus.core").isa())
    return 0
  end
  local cli = require "gradus.cli"
  if not options.code[1] and cli.knows(words[options.first]) then
    ready()
    return cli.run(table.move(words, options.first, #words, 1, {}), options)
  end
  require("gradus.repl.workspace").open(require "gradus")
  ready()
  local status = run_given(words, options)
  if wants_prompt(words, options) then return prompt(require "gradus.repl.shell") end
  return status
end

return M
