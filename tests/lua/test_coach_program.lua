--- Tests of the coach beside the program: where findings are shown, what silences them, what is
-- not looked at, and what is kept of looks at test sets.

local T = require "gradus_test"
local coach = require "gradus.coach"
local core = require "gradus.core"
local tests_seen = require "gradus.coach.tests_seen"

local program = os.getenv "GRADUS_BIN" or arg[-1] or "build/gradus"

local mistake_made = [[
model = mlp(2, 4, 1)
opt = optim.SGD(model, {lr = 0.1})
x, y = randn(8, 2), ones(8, 1)
for i = 1, 3 do
  nn.BCEWithLogitsLoss()(model(x), y):backward()
  opt:step()
end
print "done"
]]

local function quoted(text) return "'" .. text:gsub("'", "'\\''") .. "'" end

-- What a script writes to standard output and to standard error. options: what stands before it.
local function run(script, options)
  local path = os.tmpname()
  local file = assert(io.open(path, "w"))
  file:write(script)
  file:close()
  local function take(redirection)
    local pipe = io.popen(("NO_COLOR=1 %s %s %s %s"):format(quoted(program), options or "", path,
      redirection))
    local text = pipe:read "a"
    pipe:close()
    return text
  end
  local out, errors = take "2>/dev/null", take "2>&1 >/dev/null"
  os.remove(path)
  return out, errors
end

T.test("a script's findings go to standard error, once", function()
  local out, errors = run(mistake_made)
  T.eq(out, "done\n")
  local _, count = errors:gsub("G0201%]", "")
  T.eq(count, 1, errors)
  T.ok(errors:find("fix   opt:zero_grad()", 1, true), errors)
  T.ok(errors:find(":6\n", 1, true), "the line: " .. errors)
end)

T.test("coach.off() and coach.allow silence it", function()
  local _, errors = run("coach.off()\n" .. mistake_made)
  T.eq(errors, "")
  _, errors = run(mistake_made, "-e 'coach.off()'")
  T.eq(errors, "")
  _, errors = run('coach.allow "G0201"\n' .. mistake_made)
  T.eq(errors, "")
end)

T.test("what is held back is judged at the script's end", function()
  local _, errors = run([[
train, val = data.moons{n = 80, seed = 1}:split{train = 0.5, val = 0.5}
model = mlp(2, 8, 1, {dropout = 0.5})
fit(model, train, {epochs = 1, verbose = false})
model:train()
print(nn.BCEWithLogitsLoss()(model(val.x), val.y):item())]])
  T.ok(errors:find("G0203", 1, true), errors)
end)

T.test("a mistake made for show is not looked at", function()
  coach.reset()
  coach.on()
  mistake("no_zero_grad", {epochs = 3})
  T.eq(#coach.findings, 0)
end)

T.test("looks at a test set are kept at the prompt, and counted over sessions", function()
  local folder = os.tmpname()
  os.remove(folder)
  tests_seen.folder = folder
  tests_seen.forget()
  T.eq({tests_seen.note(255, "lr 0.1")}, {1, 0})
  T.eq({tests_seen.note(255, "lr 0.1")}, {1, 0})
  tests_seen.forget() -- another session
  T.eq({tests_seen.note(255, "lr 0.3")}, {2, 1})
  T.eq({tests_seen.note(256, "lr 0.3")}, {1, 0})
  tests_seen.folder = nil
  tests_seen.forget()
  T.eq({tests_seen.note(255, "lr 0.5")}, {1, 0})
  os.remove(folder .. "/test-looks")
  os.remove(folder)
end)

T.test("a network that learns 16 rows by heart, and one that cannot", function()
  local ds = data.circles{n = 60, seed = 1}
  local able, unable = mlp(2, 32, 32, 1), mlp(2, 1)
  local before = able[1].weight:tolist()
  local r = coach.overfit_one_batch(able, ds)
  T.ok(r.ok and r.accuracy >= 0.95 and r.share <= 0.05, tostring(r))
  T.eq(able[1].weight:tolist(), before)
  T.ok(not coach.overfit_one_batch(unable, ds).ok)
  T.raises(function() coach.overfit_one_batch(able) end, "", "E0107")
end)

local function found_by(script)
  coach.reset()
  coach.on()
  assert(load(script))()
  local out = {}
  for _, one in ipairs(coach.findings) do
    if one.severity ~= "note" then out[#out + 1] = one.code end
  end
  return table.concat(out, " ")
end

T.test("two passes whose rows differ, subtracted, are no rows out of step nor test rows", function()
  T.eq(found_by [[
local ds = data.blobs{n = 120, classes = 3, seed = 1}
local train, test = ds:split{train = 80, test = 40, seed = 1}
local embed = mlp(2, 8, 2)
local opt = optim.Adam(embed)
for i = 1, 10 do
  local a, b = randperm(80):narrow(1, 1, 20), randperm(80):narrow(1, 1, 20)
  local gap = embed(train.x:index_select(1, a)) - embed(train.x:index_select(1, b))
  opt:zero_grad()
  local loss = (gap ^ 2):mean()
  loss:backward()
  opt:step()
end
local at_test = no_grad(function() return embed(test.x) end)
local centre = no_grad(function() return embed(train.x) end):mean(1)
return ((at_test - centre) ^ 2):sum():item()]], "")
end)

T.test("picking rows of another network's answers stretches nothing", function()
  T.eq(found_by [[
local teacher, student = mlp(3, 8, 1), mlp(3, 8, 1)
local x = randn(60, 3)
local y = no_grad(function() return teacher(x) end)
local opt = optim.Adam(student)
for i = 1, 5 do
  local rows = randperm(60):narrow(1, 1, 20)
  opt:zero_grad()
  nn.MSELoss()(student(x:index_select(1, rows)), y:index_select(1, rows)):backward()
  opt:step()
end]], "")
end)

T.test("two optimizers that take turns are no optimizers made anew", function()
  T.eq(found_by [[
local body, head = nn.Linear(2, 8), nn.Linear(8, 1)
local a, b = optim.Adam(body), optim.Adam(head)
local x, y = randn(30, 2), randn(30, 1)
for i = 1, 15 do
  local loss = nn.MSELoss()(head(body(x):tanh()), y)
  a:zero_grad()
  b:zero_grad()
  loss:backward()
  a:step()
  b:step()
end]], "")
end)

coach.reset()
T.eq(core.watch_pause(false), false)
coach.off()
T.finish()
