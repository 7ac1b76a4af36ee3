-- An exercise to begin from. broken.lua is what the student gets, fixed.lua one way to repair it.
--
--     gradus exercise ./NAME    play it            gradus check ./NAME    prove it
--
-- The script runs in a world of its own. A goal sees the globals it left (s.w), its runs (s.runs,
-- s.last), what happened (s.events), its text (s.source) and its error, if any (s.error).
return {
  title = "A line too few", rows = {},
  task = "The sum of 1 to 10 is 55. The script says something else.",
  goals = {{label = "sum is 55", when = function(s) return s.w.sum == 55 end}},
  hints = {"Which numbers does the loop go through?"},
  -- What somebody may change instead, and what to say then: {from, to} in broken.lua.
  mistakes = {{tag = "too-far", when = function(s) return s.w.sum == 66 end,
    say = "Now there is one too many.", example = {"1, 9", "1, 11"}}},
  after = "A loop in Lua includes its last number.",
}
