--- Tests of what is no Lua at all: commands without a colon, questions, bytes that no text shows.

local T = require "gradus_test"
local errors = require "gradus.repl.errors"

require "gradus.repl.rooms"

local function report_of(source)
  local _, message = load(source, "=input 1")
  return errors.syntax(source, message)
end

T.test("a command without its colon", function()
  local report = report_of("start training")
  T.eq(report.title, "Commands start with a colon.")
  T.eq(report.fix, ":start training")
  T.eq(report_of("quit now").fix, ":quit now")
end)

T.test("bytes that no text shows", function()
  for _, source in ipairs{"x = \0 3 =", "\0\0", "\xff\xfe = 3", "x = \27[A 3"} do
    T.eq(report_of(source).title, "There is a character in this that cannot be read.")
  end
end)

T.test("a question names the word that the help knows", function()
  T.ok(report_of("how does dropout work?").hint:find("??dropout", 1, true))
  T.ok(report_of("who are you really").hint:find("??word", 1, true))
end)

T.finish()
