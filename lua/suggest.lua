--- Did-you-mean: the name in a list that is closest to what was typed.
-- Requires nothing. Knows no scopes and prints nothing: callers bring the list of candidates and
-- decide what to say. Used by options, field look-ups, commands and the error translator.

local M = {}

--- Words that beginners bring from other libraries, and what they are called here.
-- Consulted only where the right-hand word is among the candidates.
M.synonyms = {
  learning_rate = "lr", rate = "lr", eta = "lr",
  batch_size = "batch", bs = "batch", batchsize = "batch",
  epoch = "epochs", n_epochs = "epochs", num_epochs = "epochs", iterations = "epochs",
  validation = "val", validation_data = "val", valid = "val",
  criterion = "loss", loss_fn = "loss", optim = "optimizer", opt = "optimizer",
  gradient = "grad", gradients = "grad", weights = "weight", biases = "bias",
  len = "size", length = "size", mul = "matmul", dot = "matmul", transpose = "t",
  inputs = "x", features = "x", labels = "y", targets = "y", target = "y",
  wd = "weight_decay", l2_penalty = "l2", acc = "accuracy",
}

--- Edit distance with neighbouring swaps (`trian` to `train` is 1), capped: above `limit`, limit +
-- 1.
function M.distance(a, b, limit)
  if math.abs(#a - #b) > limit then return limit + 1 end
  local before, last = {}, {}
  for j = 0, #b do last[j] = j end
  for i = 1, #a do
    local row = {[0] = i}
    for j = 1, #b do
      local same = a:byte(i) == b:byte(j)
      local cost = math.min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (same and 0 or 1))
      local swapped = i > 1 and j > 1 and a:byte(i) == b:byte(j - 1) and a:byte(i - 1) == b:byte(j)
      if swapped then cost = math.min(cost, before[j - 2] + 1) end
      row[j] = cost
    end
    before, last = last, row
  end
  return math.min(last[#b], limit + 1)
end

-- Two slips in a word of three letters leave nothing of it: short words allow fewer.
local function allowed(word, maxdist)
  if #word <= 1 then return 0 end
  return math.min(maxdist, #word <= 4 and 1 or 2)
end

-- Case counts for little: `dataset` for `Dataset` is nearer than any letter changed.
local function rank(word, candidate, limit)
  if word:lower() == candidate:lower() then return 0.5 end
  local distance = M.distance(word:lower(), candidate:lower(), limit)
  if distance > limit then return nil end
  local same_start = word:sub(1, 1):lower() == candidate:sub(1, 1):lower()
  return distance + (same_start and 0 or 0.25)
end

local function synonym(word, list)
  local other = M.synonyms[word:lower()]
  if not other then return nil end
  for _, candidate in ipairs(list) do
    if candidate == other then return other end
  end
end

--- Find the entry of `list` closest to `word`, or nil when none is near.
-- maxdist: edits allowed (default 2; fewer for short words). Ties go to the alphabetically first.
-- example: suggest.closest("trian", {"train", "tensor"}) --> "train"
function M.closest(word, list, maxdist)
  local known = synonym(word, list)
  if known then return known end
  local limit = allowed(word, maxdist or 2)
  local best, best_rank
  for _, candidate in ipairs(list) do
    local r = candidate ~= word and rank(word, candidate, limit)
    if r and (not best or r < best_rank or (r == best_rank and candidate < best)) then
      best, best_rank = candidate, r
    end
  end
  return best
end

--- The sentence "did you mean X?", or nil when nothing is near.
function M.question(word, list, maxdist)
  local found = M.closest(word, list, maxdist)
  return found and ("did you mean %s?"):format(found)
end

return M
