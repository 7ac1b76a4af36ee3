-- A class of two hours: of each lesson the steps marked `class`, in the order of the slides.
-- Each part: the lesson, the minutes it may take, and the one thing that is shown.
return {
  title = "The lecture in two hours",
  parts = {
    {"training", 7, "one step by hand, then the loop"},
    {"overfitting", 11, "a vote on the validation curve, the run, where to stop"},
    {"bias-variance", 10, "20 fits over each other, and what their spread adds up to"},
    {"data-split", 10, "four worlds through the chart; data made like theirs"},
    {"regularization", 11, "the cat, and two penalties"},
    {"dropout", 8, "half of the neurons out"},
    {"label-smoothing", 3, "a loss with a floor"},
    {"early-stopping", 3, "restore the best; how far weights travel"},
    {"learning-rate", 12, "halve, then quarter; the finder"},
    {"activations", 8, "a sigmoid at depth 8; who is dead"},
    {"optimizers", 6, "units: Adam buys what normalising buys"},
    {"initialization", 10, "ln K, twins, and s by hand"},
    {"hyperparameters", 3, "batches at equal updates"},
    {"common-mistakes", 11, "three mysteries, in pairs"},
    {"reproducibility", 2, "the same seed, the same bits"},
  },
  pause = {after = "early-stopping", minutes = 5},
}
