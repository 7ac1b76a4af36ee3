--- The kinds of steps. Adding one is a file, a line here and its fields in gradus.lesson.schema.
-- Requires gradus.lesson.kinds.*. Each kind is a table of functions that take the session:
--   enter      print the step's opening                    key     an empty line was entered
--   line       a line that is no command; true = taken     after   a chunk of the student's has run
--   task       say again what there is to do               check   judge, as `:check` asks
--   solution   the lines that `:solution` types            skip    do it for the student and go on
--   is_reading   does it wait for Enter alone, at a pause for reading?
-- All but enter, key, task and skip are optional. What a step remembers is in session.state.

return {
  say = require "gradus.lesson.kinds.say",
  show = require "gradus.lesson.kinds.show",
  predict = require "gradus.lesson.kinds.predict",
  recall = require "gradus.lesson.kinds.recall",
  task = require "gradus.lesson.kinds.task",
  reflect = require "gradus.lesson.kinds.reflect",
}
