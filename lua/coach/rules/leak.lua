--- G0103: training inputs that were scaled with numbers of the test rows.
-- Only a note: measured on many tables this leak moves a score by less than 0.005.

local names = require "gradus.coach.names"
local dataset = require "gradus.data.dataset"
local rows_shared = require "gradus.coach.rows_shared"

local function said(sighting, net)
  if rows_shared.test_rows(sighting.a, net) then return nil end -- G0104 says more
  local train = names.find(function(v) return dataset.is(v) and v.role == "train" end) or "train"
  return {
    what = "Numbers of test rows went into the training inputs, as a mean or deviation of all rows "
      .. "does.",
    fix = ("norm = data.Standardizer(%s)  -- then norm(%s), norm(val), norm(test)"):format(train,
      train),
  }
end

return {
  code = "G0103", severity = "note", title = "the scaling has seen the test rows",
  lecture = "Common mistakes, test set",
  why = "Everything that is learned, a mean too, is learned from the training rows; else the test "
    .. "is no longer of new data.",
  see = {leak = said},
  text = "Split first, then learn mean and deviation from the training part alone and use the same "
    .. "numbers for every part: norm = data.Standardizer(train); norm(train), norm(val), "
    .. "norm(test).",
  wrong = [[
ds = data.moons{n = 200, seed = 1}
norm = data.Standardizer(ds)
train, val, test = norm(ds):split{seed = 1}
model = mlp(2, 8, 1)
opt = optim.Adam(model)
crit = nn.BCEWithLogitsLoss()
for epoch = 1, 5 do
  opt:zero_grad()
  crit(model(train.x), train.y):backward()
  opt:step()
end]],
  right = [[
ds = data.moons{n = 200, seed = 1}
train, val, test = ds:split{seed = 1}
norm = data.Standardizer(train)
train, val, test = norm(train), norm(val), norm(test)
model = mlp(2, 8, 1)
opt = optim.Adam(model)
crit = nn.BCEWithLogitsLoss()
for epoch = 1, 5 do
  opt:zero_grad()
  crit(model(train.x), train.y):backward()
  opt:step()
end]],
}
