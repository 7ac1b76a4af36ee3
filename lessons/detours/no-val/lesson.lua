-- A detour for whoever trains without measuring on new points.
--
-- Twenty noisy points and a large network: the loss on them falls to almost nothing, and nothing in
-- the run says what became of other points. On 20 draws the loss on these is 1000 times as high or
-- more.

-- What `evaluate` has said of the network of `blind` on new points, or nil.
local function told(s)
  local result = measured(s, s.w.blind, s.w.val)
  return result and result.loss
end

return {
  title = "Who measures on new points?", minutes = 2,
  world = {train = drawn("moons", {n = 20, noise = 0.3, flip = 0.1}, 700),
    val = drawn("moons", {n = 300, noise = 0.3, flip = 0.1}, 800)},
  next = "fit measures on new points where it is told which: {val=val}.",
  steps = {
    {kind = "predict", id = "blind", title = "A run that cannot see", setup = {"train", "val"},
      text = [[
        The next run gets no val=val. After 400 epochs it reports its loss on the 20 points that it
        practises on. Then somebody measures it on 300 others.]],
      ask = "How many times as high is its loss on the others?",
      run = {"blind = fit(mlp(2,64,64,1), train, {lr=0.01, epochs=400})",
        "evaluate(blind.model, val)"},
      answer = {kind = "number", scale = "log", low = 0.1, high = 1e7, close = 10, example = 2e4,
        truth = function(s)
          local loss = told(s)
          return loss and loss / last(s.w.blind.train_loss) or nil
        end,
        say = {below = "It has learned its 20 points by heart, the wrong labels included."}},
      numbers = function(s)
        if not is_run(s.w.blind) then return {} end
        return {own = last(s.w.blind.train_loss), other = told(s) or 0}
      end,
      after = "{own} on its own points, {other} on others; and the run showed only the first."},
    {kind = "reflect", id = "rule", title = "Your rule",
      ask = "What do you hand to fit besides the points to practise on? One sentence of yours.",
      example = "I hand over val=val, so that each epoch is measured on points nobody learns."},
  },
}
