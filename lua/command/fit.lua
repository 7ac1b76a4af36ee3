--- `gradus fit FILE.csv`: a network for a table, without writing code.
-- Requires fit_options, fit_report, recipe, table_file and words (of this folder), err, term
-- and the public names. What is run is the program that is shown at the end.

local err = require "gradus.err"
local options_of = require "gradus.command.fit_options"
local recipe = require "gradus.command.recipe"
local report = require "gradus.command.fit_report"
local table_file = require "gradus.command.table_file"
local term = require "gradus.term"
local words_of = require "gradus.command.words"

local M = {}

-- The names that a program sees: the public ones and Lua's, with globals of its own.
local function workspace()
  local public = require "gradus"
  return setmetatable({}, {__index = function(_, name)
    local value = public[name]
    if value == nil then value = _G[name] end
    return value
  end})
end

local function run(part, globals) assert(load(part, "=gradus fit", "t", globals))() end

local LEAST = 10 -- rows: with fewer, a part for testing says nothing

local function check(ds, plan)
  if #ds < LEAST then
    err.raise("E0401", ("%d rows are too few to learn from and to test with"):format(#ds),
      ("At least %d, better some hundreds."):format(LEAST))
  end
  if ds.classes and #ds.classes > #ds / 3 then
    err.raise("E0401", ("the target, %s, has %d different words in %d rows: nothing can be learned")
      :format(plan.target or "the last column", #ds.classes, #ds),
      "--target NAME picks another column, --ignore NAME leaves one out.")
  end
end

-- What the data decide.
local function complete(plan, ds)
  plan.kind, plan.rows, plan.inputs = ds.task, #ds, ds.x:size(2)
  plan.outputs = ds.task == "multiclass" and #ds.classes or ds.y:dim() == 2 and ds.y:size(2) or 1
end

-- Shows the program, and writes it where that was asked for. Returns the exit status.
local function show_program(script, path)
  print("\nthe Lua that did this:\n")
  for line in script:gmatch("[^\n]*\n") do io.write("  ", line) end
  if not path then return 0 end
  local done, why = require("gradus.sys").replace(path, script)
  if not done then return words_of.refuse("fit", why) end
  print(("\nwritten to %s; to run it: gradus %s"):format(path, path))
  return 0
end

local function learn(path, options)
  local file, why = table_file.read(path, options)
  if not file then return words_of.refuse("fit", why) end
  for _, remark in ipairs(file.remarks) do
    print(table.concat(term.wrap(remark, term.width()), "\n  "))
  end
  local plan, globals = recipe.plan(path, options, file), workspace()
  run(recipe.reading(plan), globals)
  check(globals.ds, plan)
  complete(plan, globals.ds)
  print(globals.ds:describe())
  run(recipe.training(plan), globals)
  run(recipe.scoring(), globals)
  report.print(globals)
  return show_program(recipe.script(plan), options.lua)
end

-- An error about the file, in the words of the command line.
local IN_WORDS = {["ignore={…}"] = "--ignore NAME",
  ["one_hot={…}"] = "--words NAME", ["target=…"] = "--target NAME",
  ['task="multiclass"'] = "--task multiclass"}

local function say(problem)
  if not err.is(problem) then error(problem, 0) end
  local text = problem.message:gsub("^data%.csv: ", "")
  local hint = problem.hint or ""
  for lua, word in pairs(IN_WORDS) do
    local from, to = hint:find(lua, 1, true)
    if from then hint = hint:sub(1, from - 1) .. word .. hint:sub(to + 1) end
  end
  return words_of.refuse("fit", hint ~= "" and text .. "\n" .. hint or text)
end

--- Carry out the command. words: "fit" and what follows. Returns the exit status.
function M.run(words)
  local options, why = options_of.read(words)
  if not options then return words_of.refuse("fit", why, options_of.USAGE) end
  if options.help then
    print(options_of.USAGE)
    return 0
  end
  local done, status = pcall(learn, options.rest[1], options)
  return done and status or say(status)
end

return M
