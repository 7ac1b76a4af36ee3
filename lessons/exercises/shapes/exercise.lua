return {
  title = "Layers that do not fit", rows = {3},
  task = "The script stops with an error. Read it, and make the layers fit.",
  goals = {
    {label = "the script runs to its end", when = function(s) return s.error == nil end},
    {label = "more than 0.9 of the points right", when = function(s)
      if not is_run(s.last) then return false end
      return above(last(s.last.train_accuracy), 0.9)
    end, unless = "It has {x} right."},
  },
  hints = {"The error names two sizes. Which layer gives the one, which takes the other?",
    "What one layer puts out is what the next takes in."},
  mistakes = {{tag = "wrong-end", when = function(s)
      return s.error ~= nil and s.source:find("Linear(3", 1, true) ~= nil
    end, say = "The points have two columns, so the first layer was right as it was.",
    example = {"nn.Linear(2, 16)", "nn.Linear(3, 16)"}}},
  after = "Shapes are checked at every call, so the error names the first place that cannot be.",
}
