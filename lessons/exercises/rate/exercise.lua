return {
  title = "No progress at all", rows = {38},
  task = "After 60 epochs the network knows nothing. Change one number.",
  goals = {
    {label = "60 epochs, no more", when = function(s)
      return is_run(s.last) and s.last.total_epochs <= 60
    end},
    {label = "more than 0.95 of the points right", when = function(s)
      if not is_run(s.last) then return false end
      return above(last(s.last.train_accuracy), 0.95)
    end, unless = "It has {x} right."},
  },
  hints = {"Look at the losses of the first epochs: print(h.train_loss[1], h.train_loss[2]).",
    "They jump about instead of falling: each step goes too far."},
  mistakes = {
    {tag = "too-small", when = function(s)
      return is_run(s.last) and s.last.config.lr <= 0.003
    end, say = "Now it creeps: the loss falls, and 60 epochs are not enough.",
      example = {"lr = 50", "lr = 0.0001"}},
    {tag = "more-epochs-always-better", when = function(s)
      return is_run(s.last) and (s.last.config.epochs or 0) > 60
    end, say = "More steps of a wrong size lead nowhere.",
      example = {"epochs = 60", "epochs = 300"}},
  },
  after = "From 0.1 to 1 it works here: a factor of ten. Elsewhere the window lies elsewhere.",
}
