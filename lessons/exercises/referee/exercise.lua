return {
  title = "The test set as referee", rows = {73},
  task = "The width is chosen on `test`, and then reported on `test`. Choose on what is for it.",
  goals = {
    {label = "nothing chosen on `test`: it is asked once", when = function(s)
      local count = 0
      for _, event in ipairs(s.events) do
        if event[1] == "evaluate" and event[3] == s.w.test then count = count + 1 end
      end
      return count == 1
    end},
    {label = "three widths compared on `val`", when = function(s)
      local count = 0
      for _, event in ipairs(s.events) do
        if event[1] == "evaluate" and event[3] == s.w.val then count = count + 1 end
      end
      return count >= 3
    end},
  },
  hints = {"Who takes part in a choice looks better afterwards than they are.",
    "Three parts: one to practise on, one to choose by, one to be asked a single time."},
  mistakes = {{tag = "never-tested", when = function(s)
      for _, event in ipairs(s.events) do
        if event[1] == "evaluate" and event[3] == s.w.test then return false end
      end
      return s.error == nil
    end, say = "Chosen well, and never measured: what is the number to report?",
    example = {"evaluate(net, test)", "evaluate(net, val)"}}},
  after = "The more settings are tried, the more the best of them owes to luck.",
}
