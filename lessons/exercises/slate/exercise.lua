return {
  title = "A loop that runs away", rows = {76},
  task = "The loss should fall below 0.1, and does not. One line is missing.",
  goals = {
    {label = "each step by a fresh gradient", when = function(s)
      local clean, good, steps = false, 0, 0
      for _, event in ipairs(s.events) do
        if event[1] == "zero_grad" then clean = true end
        if event[1] == "step" then
          steps, good = steps + 1, good + (clean and 1 or 0)
          clean = false
        end
      end
      if steps < 100 then return false end
      return above(good, 0.99 * steps)
    end, unless = "Such steps: {x}."},
    {label = "the last loss below 0.1", when = function(s)
      local x = number_in(s.w.loss)
      if not x then return false end
      return below(x, 0.1)
    end, unless = "It ended at {x}."},
  },
  hints = {"What does backward do with the gradients that are there already?",
    "It adds to them. Who wipes the slate, and when?"},
  mistakes = {{tag = "zero-before-step", when = function(s)
      local after_backward = false
      for _, event in ipairs(s.events) do
        if event[1] == "backward" then after_backward = true end
        if event[1] == "zero_grad" and after_backward then return true end
        if event[1] == "step" then after_backward = false end
      end
      return false
    end, say = "Wiped out between backward and step, there is nothing left to step by.",
    example = {"  opt:step()", "  opt:zero_grad()\n  opt:step()"}}},
  after = "Without it every step adds all gradients so far: momentum without an end.",
}
