-- A lesson to begin from: one step of each kind, in order as it is.
--
--     gradus lesson ./NAME      play it            gradus check ./NAME    prove it
--
-- A lesson file returns one table and can set no globals. It sees the public names (fit, data, mlp,
-- …), checks (near, between, above, below, decreasing, argmin_before_end, gap, zeros_fraction,
-- same_except, majority, is_run, is_dataset, is_function, parameter_count), what tells what the
-- student has done (answered, numbers_answered, last_number, made, last, last_of, smallest,
-- largest, different, measured, lowest_val, field, number_in, numbers_in) and makers for a world
-- (drawn, fixed).

-- What the steps need. A step names what it needs in `setup`; `make` makes it, `ok` says whether
-- what the student holds under that name will do. w is the workspace, n the seed: use it, so that
-- `gradus check --seeds 20` can try your claims on other draws.
local world = {
  train = {
    make = function(_, n) return data.moons{n = 100, noise = 0.1, seed = n} end,
    ok = function(value) return is_dataset(value, 100) end,
  },
  val = drawn("moons", {n = 200, noise = 0.1}, 1000), -- the same in short: the seed is n + 1000
}

return {
  title = "A lesson of your own", minutes = 5,
  rows = {}, -- the rows of the lecture it teaches, such as {17, 18}; steps name theirs, too
  needs = {}, -- lessons to have done before
  intro = "One or two sentences: why should anybody care?",
  next = "What to read, what to try next.",
  world = world,
  steps = {
    -- say: words to read. A list of strings is several screens.
    {kind = "say", id = "idea", title = "One idea", text = [[
      Lines that stand together are one paragraph and are wrapped for the screen.

        what is indented = kept as it is]]},

    -- recall: a question from an earlier lesson, chosen by what this student mispredicted; this
    -- one where there is none.
    {kind = "recall", id = "before", title = "Something from before",
      ask = "Which part of the data must a network never practise on?",
      answer = {kind = "choice", truth = "b", options = {{"train"}, {"val"}}}},

    -- show: code that is shown, then run. `look`: a picture comes, words wait for Enter.
    {kind = "show", id = "look", title = "Look", setup = {"train"}, look = true,
      text = "Two moons, 100 points.", code = "plot(train)",
      after = "A curve would separate them."},

    -- predict: a question, the answer, then the run that tells. `truth` reads what came out of it;
    -- other kinds of answers are choice, order and curve.
    {kind = "predict", id = "guess", title = "A straight line", setup = {"train", "val"},
      ask = "A network without hidden neurons draws one line. What share of `val` has it right?",
      run = "h1 = fit(mlp(2,1), train, {val=val, lr=0.05, epochs=100})",
      answer = {kind = "number", low = 0, high = 1, close = 0.05, example = 0.87,
        truth = function(s) return is_run(s.last) and last(s.last.val_accuracy) or nil end,
        say = {above = "Where the moons reach into each other a line must be wrong.",
          below = "Most points lie where a line can tell."}},
      -- Numbers for the {names} in this step's words.
      numbers = function(s)
        return {acc = is_run(s.w.h1) and last(s.w.h1.val_accuracy) or 0}
      end,
      after = "It has {acc} right.",
      -- The slide's words and what is the case.
      slide = {says = "Linear models are rigid.", fact = "One line, wherever it lies."}},

    -- task: goals are states, watched in the background. Each returns true or false and, from a
    -- check helper, the numbers that `unless` may quote.
    {kind = "task", id = "bend", title = "Bend it", setup = {"train", "val"},
      text = "mlp(2, N, 1) has one hidden layer of N neurons.",
      task = "Train a network that gets more than 0.95 of `val` right.",
      goals = {{label = "more than 0.95 of `val` right",
        when = function(s)
          return above(largest(s.runs, function(run) return last(run.val_accuracy) end), 0.95)
        end,
        unless = "The best so far has {x} right."}},
      hints = {"How many straight pieces does the boundary need?",
        "Its curve still falls at the end? Then it was not finished."},
      solution = "h2 = fit(mlp(2,16,1), train, {val=val, lr=0.05, epochs=200})",
      -- Known mistakes have words of their own, for `:check` alone; the example is what CI types.
      mistakes = {{tag = "no-hidden-layer",
        when = function(s) return s.last and parameter_count(s.last.model) == 3 end,
        say = "That is one line again, however long it was trained.",
        example = "h2 = fit(mlp(2,1), train, {val=val, lr=0.05, epochs=200})"}},
      after = "Sixteen pieces are more than enough."},

    -- reflect: an open task, and a sentence that is kept.
    {kind = "reflect", id = "own", title = "Something of your own",
      ask = "With how few neurons does it work? One sentence with a number in it.",
      example = "With four neurons it worked in three of five tries."},
  },
}
