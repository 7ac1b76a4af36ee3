--- A network in training as the rules see it: the core's books in one table, and what follows.
-- Requires core. Judges nothing. Losses are means over a batch; B is the loss of the best constant
-- answer, in the same unit.

local core = require "gradus.core"

local M = {}

local Net = {}
Net.__index = Net

-- What rules note for later: the survey of the graph, the line of the first look.
local kept = {}

--- What is kept of network `id` between two looks.
function M.kept(id)
  kept[id] = kept[id] or {}
  return kept[id]
end

--- Forget all networks.
function M.forget() kept = {} end

--- The numbers of all networks that have been seen, in order.
function M.ids()
  local out = {}
  for id in pairs(kept) do out[#out + 1] = id end
  table.sort(out)
  return out
end

local LATEST = 6 -- batches by which a loss that is not the library's is priced

-- The mean of the latest prices; floorless where any is, or the loss has been below 0.
local function mean_price(prices, losses)
  local out, first = {zero = 0, best = 0, floorless = false}, math.max(1, #prices - LATEST + 1)
  local count = #prices - first + 1
  for i = first, #prices do
    local one = prices[i]
    out.zero, out.best = out.zero + one.zero / count, out.best + one.best / count
    out.floorless = out.floorless or one.floorless
  end
  for _, loss in ipairs(losses) do out.floorless = out.floorless or loss < 0 end
  return out
end

-- B of a loss that is not the library's. Networks that take turns work against each other: what one
-- learns costs the other.
local function add_costs(n)
  local prices = n.kept.prices
  if n.book.targets or not prices or #prices == 0 then return end
  if n.book.switches > n.steps / 4 then return end
  n.costs = mean_price(prices, n.run.losses)
  n.baseline = not n.costs.floorless and n.costs.best or nil
end

--- What is known of network `id` now, or nil.
function M.of(id)
  local book = id and core.trainee_book(id // 1 | 0)
  if not book then return nil end
  local self = setmetatable({id = book.id, book = book, kept = M.kept(book.id)}, Net)
  self.run = core.run_book(book.run) or {losses = {}, ratios = {}, slopes = {}, steps = book.steps,
    stride = 1}
  self.steps, self.baseline = book.steps, book.targets and book.targets.baseline
  add_costs(self)
  self.loss_name = book.targets and book.targets.loss
  -- An epoch: as many rows as there are different ones; where each batch is fresh, 300 steps.
  self.epochs = book.rows > 0 and book.rows_done / book.rows or 0
  self.age = math.max(self.epochs, self.steps / 300)
  return self
end

--- The mean training loss in epoch `e` (1, 2, …), or nil.
function Net:epoch_loss(e)
  local losses, stride = self.run.losses, self.run.stride
  local per_epoch = self.run.steps / math.max(self.age, 1e-9) / stride -- points in an epoch
  local first = math.floor((e - 1) * per_epoch) + 1
  local last = math.max(first, math.floor(e * per_epoch))
  if last > #losses then return nil end
  local sum = 0
  for i = first, last do sum = sum + losses[i] end
  return sum / (last - first + 1)
end

--- The lowest and the latest smoothed training loss.
function Net:lowest_loss()
  local losses, mean, low = self.run.losses, nil, math.huge
  local keep = self.run.stride >= 10 and 0.5 or 0.9
  for _, value in ipairs(losses) do
    mean = mean and keep * mean + (1 - keep) * value or value
    low = math.min(low, mean)
  end
  return low, mean
end

local NAT = 0.5 -- less than this much below B is worth, where nobody knows how low a loss can go

--- How much of B has been learned where the loss is this: 0 nothing, 1 all; nil where B is unknown.
function Net:share(loss)
  local costs = self.costs
  if costs and costs.floorless then
    return (costs.best - loss) / math.max(math.abs(costs.best), NAT)
  end
  return self.baseline and self.baseline > 0 and 1 - loss / self.baseline or nil
end

--- The same of the lowest loss so far.
function Net:progress() return self:share((self:lowest_loss())) end

--- By which share has the loss fallen from its first value to epoch `e`? nil: not that far yet.
function Net:fall(e)
  local first, now = self.run.first_loss, self:epoch_loss(e)
  if not first or not now or first <= 0 then return nil end
  return 1 - now / first
end

local function median(list)
  if #list == 0 then return nil end
  local sorted = table.move(list, 1, #list, 1, {})
  table.sort(sorted)
  return sorted[(#sorted + 1) // 2]
end

--- Do networks, or optimizers, take turns, as adversaries do?
function Net:takes_turns() return self.book.switches + self.book.turns > self.steps / 4 end

--- Is the learning rate still on its way up?
function Net:warms_up()
  local run = self.run
  return run.lr and run.lr > 1.001 * run.lr_first and run.lr >= run.lr_peak
end

--- Do steps become longer? The last quarter of those measured, or later ones, against the first
-- quarter: where steps are made by hand nobody knows their rate.
function Net:lengthens()
  local run = self.run
  local part = #run.ratios // 4
  if part < 5 then return false end
  local first = median(table.move(run.ratios, 1, part, 1, {}))
  local last = median(table.move(run.ratios, #run.ratios - part + 1, #run.ratios, 1, {}))
  return math.max(last, run.late_ratio) > 1.5 * first
end

--- The rate of steps by hand, where they show that it is the same in all of them; else nil.
function Net:hand_rate()
  local run = self.run
  local first = run.lr_first
  if not run.by_hand or self.book.rates < 5 or first <= 0 then return nil end
  local constant = math.abs(run.lr / first - 1) < 1e-3 and run.lr_peak / first < 1.001
  return constant and first or nil
end

--- Is nothing known of how the numbers that it is trained on should run? Steps by hand that go up
-- the gradient make them grow; and where one returns to weights that had been left, again and
-- again, steps are trials, or what is learned is where to begin.
function Net:wanders()
  local book = self.book
  local returns = book.returns >= 3 and 20 * book.returns >= self.steps
  return self.run.by_hand and (book.uphill > book.downhill or returns)
end

--- The median of the largest relative step of the layers, over steps 10 to 110.
function Net:step_size() return median(self.run.ratios), #self.run.ratios end

--- The median of log10(first layer's gradient / last layer's).
function Net:slope() return median(self.run.slopes), #self.run.slopes end

local roles = {train = 256, train_dev = 512, val = 1024, test = 2048}

--- Does an origin have this role?
function M.has_role(origin, role) return origin // 1 & roles[role] ~= 0 end

--- The name of the rows an origin stands for: "validation", "test", …
function M.rows_name(origin)
  if M.has_role(origin, "test") then return "test" end
  if M.has_role(origin, "val") then return "validation" end
  if M.has_role(origin, "train_dev") then return "train-dev" end
  if M.has_role(origin, "train") then return "training" end
  return nil
end

--- The looks at rows that are not trained on, in order: {step, loss, rows}.
function Net:held_out()
  local out = {}
  for _, look in ipairs(self.book.looks) do
    local is_val = M.has_role(look.origin, "val") or M.has_role(look.origin, "train_dev")
    local unnamed = look.origin & 0x0f00 == 0 and not look.seen
    if is_val or unnamed then out[#out + 1] = look end
  end
  return out
end

return M
