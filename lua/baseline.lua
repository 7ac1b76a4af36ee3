--- baseline: the lecture's other learners, in closed form or exact: what a network has to beat.
-- Requires the files in baseline/. Each is made by a call, learns by :fit(ds), answers when called.

return require("gradus.namespace").strict({
  polynomial = require "gradus.baseline.polynomial",
  knn = require "gradus.baseline.knn",
  tree = require "gradus.baseline.tree",
  naive_bayes = require "gradus.baseline.naive_bayes",
}, "baseline")
