--- G0604: a network that cannot learn 16 rows by heart; coach.overfit_one_batch tries it.

local words = require "gradus.words"

local function said(sighting)
  local r = sighting[1]
  if r.ok then return nil end
  local right = r.accuracy and (" and accuracy %s"):format(words.num(r.accuracy)) or ""
  return {what = ("%d rows could not be learned by heart: after %d steps of Adam the loss is %s%s.")
    :format(r.rows, r.steps, words.num(r.loss), right)}
end

return {
  code = "G0604", severity = "error", title = "one batch cannot be learned by heart",
  lecture = "Underfitting",
  why = "So few rows are easy for any network that is put together rightly and large enough. More "
    .. "data or more epochs cannot help: look at the outputs, the loss, and the width.",
  fix = "model = mlp(2, 32, 32, 1)  -- wider, and with activations between the layers",
  see = {one_batch = said},
  text = "A network with more weights than rows can learn these rows by heart. Where it cannot, "
    .. "something is broken: the loss does not fit the output, a layer is cut off, an activation "
    .. "is missing, units are dead, or the network is too small for even these rows. It is the "
    .. "quickest test there is: coach.overfit_one_batch(model, train) trains a copy, with dropout "
    .. "off, and leaves the model as it is.",
  wrong = [[
train = data.circles{n = 60, seed = 1}
model = mlp(2, 1)
r = coach.overfit_one_batch(model, train)]],
  right = [[
train = data.circles{n = 60, seed = 1}
model = mlp(2, 32, 32, 1)
r = coach.overfit_one_batch(model, train)]],
}
