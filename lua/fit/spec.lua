--- The options of `fit`: names, types, defaults, meanings.
-- Requires nothing. Checked by gradus.options; `again`, cross_validate and help read the same list.

return {
  val = {type = "table|userdata", doc = "data to measure on after each epoch, never to train on"},
  loss = {type = "any", doc = "a loss such as nn.MSELoss(); by the task of the data unless given"},
  optimizer = {type = "any", doc = 'an optimizer, or "sgd", "adam"…; Adam unless given'},
  lr = {type = "number", above = 0, doc = "learning rate of an optimizer given by name"},
  momentum = {type = "number", min = 0, below = 1, doc = "momentum of an optimizer given by name"},
  nesterov = {type = "boolean", doc = "Nesterov's form of momentum (sgd)"},
  weight_decay = {type = "number", min = 0, doc = "weight decay of an optimizer given by name"},
  epochs = {type = "integer", default = 20, min = 1, doc = "passes over the training data"},
  batch = {type = "integer", default = 32, min = 1, doc = "rows per update", unit = "rows"},
  shuffle = {type = "boolean", default = true, doc = "a new order of the rows in each epoch"},
  seed = {type = "integer", doc = "fixes shuffling and dropout; the same seed gives the same run"},
  regularizer = {type = "any", doc = "nn.reg.L2(0.01), another of nn.reg, or a function of the "
    .. "model"},
  l1 = {type = "number", min = 0, doc = "short for nn.reg.L1(l1) on the weights"},
  l2 = {type = "number", min = 0, doc = "short for nn.reg.L2(l2) on the weights"},
  proximal = {type = "boolean", default = false,
    doc = "take L1 as its proximal step after each update, which reaches exact zeros"},
  clip_norm = {type = "number", above = 0, doc = "longest gradient, over all parameters together"},
  early_stopping = {type = "boolean|table", default = false,
    doc = "true, or {patience=10, min_delta=0, restore=true}: stop when val no longer improves"},
  scheduler = {type = "any", doc = "changes the learning rate after each epoch, e.g. "
    .. "optim.StepLR(opt, …)"},
  metrics = {type = "table", doc = 'what to measure besides the loss: {"accuracy"} or {}'},
  on_epoch = {type = "function", doc = "called as fn(h, epoch) after each epoch; returning false "
    .. "stops"},
  verbose = {type = "boolean", default = true, doc = "show the progress of the run"},
  plot = {type = "boolean", default = false, doc = "draw the curves while training"},
}
