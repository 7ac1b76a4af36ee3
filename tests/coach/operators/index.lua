-- The mistakes, a file each; the order is that of the report.
return {
  "unscaled", "eval_scale", "norm_on_test", "train_on_test", "labels", "out_of_step",
    "sorted_batches",
  "targets_unscaled",
  "no_zero_grad", "accumulate", "no_eval", "no_train", "orphans", "detached", "no_step",
    "zero_too_late",
  "graph_kept", "rebuilt_optimizer", "schedule",
  "softmax_twice", "raw_scores", "targets", "wrong_output", "threshold", "raw_match", "broadcast",
    "dropout", "sum_loss",
  "symmetric", "init_scale", "linear_stack", "bias_before_norm",
  "lr", "uphill", "nan", "vanishing", "burst", "penalty",
  "overfit", "no_stopping", "underfit", "test_tuning", "no_val", "unbalanced", "val_noise",
  "benign",
}
