-- The lessons in the order of the course. Each is a folder here with a file lesson.lua.
return {
  "first-steps",
  "training",
  "overfitting",
  "bias-variance",
  "data-split",
  "regularization",
  "dropout",
  "label-smoothing",
  "early-stopping",
  "learning-rate",
  "activations",
  "optimizers",
  "initialization",
  "hyperparameters",
  "common-mistakes",
  "reproducibility",
}
