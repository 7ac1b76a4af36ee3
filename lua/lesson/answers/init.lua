--- The kinds of answers that a prediction may have. Adding one is a file and a line here.
-- Requires gradus.lesson.answers.*. Each kind offers `form` (what is to be typed, in words),
-- `lines` (what is shown to choose from), `parse`, `truth`, `judge`, `show` and `slip` (what its
-- author has got wrong, or nil).

return {
  number = require "gradus.lesson.answers.number",
  choice = require "gradus.lesson.answers.choice",
  order = require "gradus.lesson.answers.order",
  curve = require "gradus.lesson.answers.curve",
}
