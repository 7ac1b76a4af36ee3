--- G0606: a training that was never measured on other rows.

local FEWEST_STEPS, FEWEST_ROWS = 100, 50

-- Where each batch is drawn anew there is nothing to learn by heart.
local function is_fresh(book) return book.rows > 0.9 * book.rows_done end

local function judge(net, done)
  local book = net.book
  local measured = #net:held_out() > 0 or book.val_read
  local serious = net.steps >= FEWEST_STEPS and book.rows >= FEWEST_ROWS
  if not done or measured or not serious or is_fresh(book) then return nil end
  return {what = ("%d steps on %d rows, and no loss or accuracy on rows kept apart."):format(
    net.steps, book.rows)}
end

return {
  code = "G0606", severity = "note", title = "no validation set",
  lecture = "Data split",
  why = "The loss on the training rows falls also when a network learns them by heart. Only rows "
    .. "it was not trained on show the difference.",
  fix = "train, val, test = data.moons{n = 200}:split()  -- of your own data",
  judge = judge,
  passed = function(net)
    return (#net:held_out() > 0 or net.book.val_read) and "rows kept apart were looked at" or nil
  end,
  text = "Split the data before training, train on the first part, and compare the losses on both: "
    .. "fit(model, train, {val = val}), or evaluate(model, val) in a loop of your own.",
  wrong = [[
train = data.moons{n = 100, seed = 1}
model = mlp(2, 16, 1, {act = "tanh"})
opt = optim.Adam(model, {lr = 0.01})
crit = nn.BCEWithLogitsLoss()
for step = 1, 200 do
  opt:zero_grad()
  crit(model(train.x), train.y):backward()
  opt:step()
end]],
  right = [[
train, val = data.moons{n = 140, seed = 1}:split{train = 100, val = 40}
model = mlp(2, 16, 1, {act = "tanh"})
opt = optim.Adam(model, {lr = 0.01})
crit = nn.BCEWithLogitsLoss()
for step = 1, 200 do
  opt:zero_grad()
  crit(model(train.x), train.y):backward()
  opt:step()
end
print(evaluate(model, val).loss)]],
}
