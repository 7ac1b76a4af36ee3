return {
  title = "One column in other units", rows = {74},
  task = "The second column is in thousandths, and nothing is learned. Bring both to one scale.",
  goals = {
    {label = "50 epochs, no more", when = function(s)
      return is_run(s.last) and s.last.total_epochs <= 50
    end},
    {label = "more than 0.9 of the validation points right", when = function(s)
      if not is_run(s.last) or #s.last.val_accuracy == 0 then return false end
      return above(last(s.last.val_accuracy), 0.9)
    end, unless = "It has {x} right."},
  },
  hints = {"print(train:describe()) shows the two columns. How far do they range?",
    "?data.Standardizer brings columns to mean 0 and deviation 1. By whose mean?"},
  mistakes = {{tag = "train-only", when = function(s)
      local run = s.last
      if not is_run(run) or not is_dataset(s.w.val) then return false end
      return run.train ~= nil and run.train.x:abs():max():item() < 100
        and s.w.val.x:abs():max():item() > 100
    end, say = "`train` is scaled now, and `val` is not: the network meets another world there.",
    example = {"h = fit", "train = data.Standardizer(train)(train)\n\nh = fit"}}},
  after = "By the mean of `train`, for both: what nobody may learn from, nobody may measure with.",
}
