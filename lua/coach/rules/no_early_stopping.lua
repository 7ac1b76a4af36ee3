--- G0602: a run that ends well past its best epoch. A note, at the end.

local advice = require "gradus.coach.advice"
local overfitted = require "gradus.coach.overfitted"
local words = require "gradus.words"

local function judge(n, done)
  local o = done and overfitted.of(n)
  if not o or not o.is_past or not o.is_bad or o.rise < 1.1 or o.margin < 0.08 then return nil end
  return {what = ("The best of %d looks at other rows was after step %d; the last one costs %s "
    .. "times as much (%s instead of %s)."):format(#n:held_out(), o.best_step, words.num(o.rise),
    words.num(o.last), words.num(o.best)),
    fix = advice.again(n, "early_stopping = {patience = 5}")
      or "h = fit(model, train, {val = val, early_stopping = {patience = 5}})"}
end

return {
  code = "G0602", severity = "note", title = "the best epoch was not kept",
  lecture = "Early stopping",
  why = "The weights of the best epoch are gone, and the ones you have are worse.",
  judge = judge,
  text = "Early stopping watches the loss on the validation rows, ends the run some epochs after "
    .. "the lowest point, and brings the weights of that epoch back. It costs only the look.",
  wrong = [[
train, val = data.moons{n = 160, noise = 0.4, seed = 1}:split{train = 0.3, val = 0.7, seed = 1}
model = mlp(2, 128, 128, 1)
coach.allow("G0601")
fit(model, train, {val = val, epochs = 150, lr = 0.01, verbose = false, seed = 1})]],
  right = [[
train, val = data.moons{n = 160, noise = 0.4, seed = 1}:split{train = 0.3, val = 0.7, seed = 1}
model = mlp(2, 128, 128, 1)
fit(model, train, {val = val, epochs = 150, lr = 0.01, verbose = false, seed = 1,
  early_stopping = {patience = 5}})]],
}
