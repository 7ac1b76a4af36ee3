return {
  title = "A loss that stops at 0.55", rows = {77},
  task = "The loss does not fall below 0.55, whatever is tried. Find what is there twice.",
  goals = {
    {label = "the last loss below 0.4", when = function(s)
      if not is_run(s.last) then return false end
      return below(last(s.last.train_loss), 0.4)
    end, unless = "It ended at {x}."},
    {label = "more than 0.8 of the points right", when = function(s)
      if not is_run(s.last) then return false end
      return above(last(s.last.train_accuracy), 0.8)
    end, unless = "It has {x} right."},
  },
  hints = {"?nn.CrossEntropyLoss says what it wants: shares or scores?",
    "With three classes the lowest loss of shares 1, 0, 0 is ln((e+2)/e) = 0.55."},
  mistakes = {{tag = "more-epochs-always-better", when = function(s)
      return is_run(s.last) and s.last.total_epochs > 150
    end, say = "However long: shares lie between 0 and 1, so that loss has a floor.",
    example = {"epochs = 80", "epochs = 200"}}},
  after = "The loss makes shares of scores itself. Two softmaxes leave nobody sure of anything.",
}
