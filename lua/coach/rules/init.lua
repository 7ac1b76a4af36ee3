--- The rules of the coach, in the order of their codes. A new rule is one file and one line here.
--
-- A rule is {code, severity, title, lecture, why, fix, text, wrong, right} and what it looks at:
--   see = {kind = function(sighting, net) … end}   facts, as the core reports them
--   judge = function(net, done) … end              statistics of a network that has trained
--   bare = true                                    it can judge a function without data, too,
--   wandering = true                               and one whose loss may run as it likes
--   passed = function(net) … end                   a sentence for the report when all was well
-- They return {what = ...} with whatever differs from the rule itself, or nil. With fact = true it
-- is said whatever else was found. `text`, `wrong` and `right` make the page of explain; a
-- test runs both: the rule must speak at the one and be silent at the other.

local names = {
  "raw_inputs", -- G0101
  "other_scale", -- G0102
  "leak", -- G0103
  "test_rows", -- G0104
  "random_labels", -- G0105
  "rows_apart", -- G0106
  "conflicts", -- G0107
  "sorted_batches", -- G0108
  "big_targets", -- G0109
  "no_zero_grad", -- G0201
  "accumulated", -- G0202
  "train_mode", -- G0203
  "eval_mode", -- G0204
  "unowned", -- G0205
  "idle", -- G0206
  "long_graph", -- G0207
  "remade", -- G0208
  "detached", -- G0209
  "schedule", -- G0210
  "softmax_twice", -- G0301
  "raw_scores", -- G0302
  "wrong_output", -- G0303
  "cut", -- G0304
  "stretched", -- G0305
  "dropout_p", -- G0306
  "argmax_one", -- G0307
  "targets", -- G0308
  "sum_loss", -- G0309
  "raw_match", -- G0310
  "twin_units", -- G0401
  "first_weights", -- G0402
  "no_activation", -- G0403
  "bias_before_norm", -- G0404
  "rate_too_big", -- G0501
  "rate_too_small", -- G0502
  "plateau", -- G0503
  "not_a_number", -- G0504
  "vanishing", -- G0505
  "saturated", -- G0506
  "dead_relu", -- G0507
  "heavy_penalty", -- G0508
  "uphill", -- G0509
  "overfitting", -- G0601
  "no_early_stopping", -- G0602
  "underfitting", -- G0603
  "one_batch", -- G0604
  "test_tuning", -- G0605
  "no_validation", -- G0606
  "majority", -- G0607
  "too_few_epochs", -- G0608
  "val_changes", -- G0609
}

local rules = {}
for i, name in ipairs(names) do rules[i] = require("gradus.coach.rules." .. name) end
return rules
