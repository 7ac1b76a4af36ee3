--- G0509: steps by hand that go up the gradient: the loss grows.
-- Ascent may be meant: of a likelihood, by one of two that play against each other, to forget. It
-- is a mistake where a network that has never gone down, alone, climbs a loss of targets that
-- differ, and ends far above what ignorance costs.

local course = require "gradus.coach.course"
local names = require "gradus.coach.names"
local words = require "gradus.words"

local FEWEST = 5   -- changes of weights
local FAR = 3      -- times the first loss, and that of ignorance
local ROWS = 8

-- Targets of an error that was written out.
local function written_targets(n)
  local graph = n.kept.graph
  local y = graph and graph.errors[1] and graph.errors[1]["in"][2]
  return y and y:numel() >= ROWS and y:max():item() > y:min():item()
end

local function has_targets(n)
  if n.book.bare then return n.kept.blown end
  if n.book.targets then return n.baseline ~= nil and n.baseline > 0 end
  return written_targets(n)
end

local function only_climbs(n)
  local book, run = n.book, n.run
  local alone = book.switches == 0 and book.returns == 0 and not book.loaded
  return run.by_hand and run.steps == n.steps and alone
    and book.uphill >= FEWEST and book.downhill == 0
end

local function is_far_up(n)
  if n.kept.broken then return n.kept.blown end
  local now, first = course.latest(n), n.run.first_loss
  return now and first and now > FAR * math.max(first, n.baseline or 0)
end

local function judge(n)
  if not only_climbs(n) or not has_targets(n) or not is_far_up(n) then return nil end
  local now = n.kept.broken and "no number any more" or words.num(course.latest(n))
  local w = names.tensor(n.kept.weight, "p")
  return {what = ("Each step moved the weights along their gradient, and the loss went from %s to "
    .. "%s in %s."):format(words.num(n.run.first_loss), now, words.count(n.steps, "step")),
    fix = ("%s:sub_(%s.grad * lr)  -- minus: down the gradient"):format(w, w)}
end

return {
  code = "G0509", severity = "warning", title = "the steps go up the gradient",
  lecture = "Gradient descent",
  why = "The gradient points to where the loss grows fastest. Descent goes against it: w - lr * "
    .. "gradient.",
  bare = true,
  wandering = true,
  judge = judge,
  passed = function(n)
    return n.run.by_hand and n.book.downhill > 0 and not n:wanders()
      and "steps by hand go down the gradient" or nil
  end,
  text = "A derivative says how a number changes when the weight grows a little. Where it is "
    .. "positive the loss grows with the weight: so the weight must become smaller, and the sign "
    .. "of the step is a minus.\n\nWith a plus every step makes the loss larger, and the gradient "
    .. "with it. Plus is right only where something is to grow: a likelihood, a reward.",
  wrong = [[
x = randn(100, 2)
y = x:mm(tensor{{1}, {-2}})
w, lr = zeros(2, 1):requires_grad_(), 0.1
for step = 1, 40 do
  loss = ((x:mm(w) - y) ^ 2):mean()
  loss:backward()
  w:add_(w.grad * lr)
  w:zero_grad()
end]],
  right = [[
x = randn(100, 2)
y = x:mm(tensor{{1}, {-2}})
w, lr = zeros(2, 1):requires_grad_(), 0.1
for step = 1, 40 do
  loss = ((x:mm(w) - y) ^ 2):mean()
  loss:backward()
  w:sub_(w.grad * lr)
  w:zero_grad()
end]],
}
