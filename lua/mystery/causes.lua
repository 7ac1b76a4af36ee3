--- What may be hidden in a mystery: one thing that is wrong, or nothing.
-- Requires nothing. A cause is {name, title, telltale} and what it changes of the sound program
-- (lua/mystery/program.lua): lr, init, act, drop, or one of the flags forget, softmax, no_eval and
-- raw. `telltale` names the number that gives it away, and who shows it.

return {
  {name = "nothing", title = "nothing is wrong with it",
    telltale = "Every number was as it should be. To be sure of that takes the most looks."},
  {name = "no_zero_grad", title = "opt:zero_grad() is never called", forget = true,
    telltale = "gradients(): the gradient grows from step to step, as each holds all before it."},
  {name = "softmax_twice", title = "the outputs go through a softmax before CrossEntropyLoss",
    softmax = true,
    telltale = "outputs(): each row sums up to 1. The loss cannot fall below 0.551."},
  {name = "no_eval", title = "it is measured in training mode: model:eval() is missing",
    no_eval = true, telltale = "twice(): the same rows, measured twice, give two results."},
  {name = "no_normalisation", title = "the inputs are not normalised", raw = true,
    telltale = "inputs(): one feature lies near 5000 and spreads over hundreds."},
  {name = "keep_as_drop", title = "a probability to keep, 0.8, was given as one to drop",
    drop = 0.8, telltale = "mask(): four of five neurons are silenced."},
  {name = "rate_too_small", title = "the learning rate is 0.0001", lr = 1e-4,
    telltale = "gradients(): the weights move by about a thousandth of a percent a step."},
  {name = "rate_too_large", title = "the learning rate is 10", lr = 10,
    telltale = "gradients(): the first steps change the weights by more than their own size."},
  {name = "equal_weights", title = "all weights begin equal: nn.init with a constant",
    init = {constant = 0.1},
    telltale = "health(): a single different neuron in each hidden layer."},
  {name = "no_activation", title = "there is no activation between the layers", act = "none",
    telltale = "boundary(): straight lines alone."},
}
