--- The report of `gradus fit`: the score on the test part, beside what is easily had.
-- Requires term. Reads the program's globals: ds, train, test, score, neighbours, deviation.

local term = require "gradus.term"

local M = {}

-- The most frequent class of the training part, and how often it is right in the test part.
local function most_frequent(train, test, classes)
  local count, best = {}, nil
  for _, label in ipairs(train.y:reshape(-1):tolist()) do
    count[label] = (count[label] or 0) + 1
    if not best or count[label] > count[best] then best = label end
  end
  local hits, labels = 0, test.y:reshape(-1):tolist()
  for _, label in ipairs(labels) do hits = hits + (label == best and 1 or 0) end
  local index = math.tointeger(best) + (train.task == "binary" and 1 or 0)
  return classes[index], hits / #labels
end

local function print_table(lines)
  local width = 0
  for _, line in ipairs(lines) do width = math.max(width, term.columns(line[1])) end
  for _, line in ipairs(lines) do print("  " .. term.pad(line[1], width) .. "  " .. line[2]) end
end

-- How far a share wavers that was counted on n rows: √(p(1-p)/n); at the ends 0 would be a lie.
local function waver(p, n) return math.sqrt(math.max(p * (1 - p), 1 / (4 * n)) / n) end

local function plus_minus() return term.unicode() and "±" or "+-" end

local function print_accuracies(g)
  local p, n = g.score.accuracy, g.score.rows
  local name, guess = most_frequent(g.train, g.test, g.ds.classes)
  local function say(v) return ("accuracy %.2f"):format(v) end
  print_table {
    {"this network", ("%s %s %.2f"):format(say(p), plus_minus(), waver(p, n))},
    {"5 nearest neighbours", say(g.neighbours.accuracy)},
    {"always " .. name, say(guess)},
  }
  return p > guess + waver(p, n)
end

local function plain(v) return (v >= 1000 and "%.0f" or "%.3g"):format(v) end

-- Errors in the target's own units: the root of the mean square.
local function print_errors(g)
  local function off(loss) return "off by " .. plain(math.sqrt(loss) * g.deviation) end
  local guess = (g.test.y ^ 2):mean():item() -- the mean of the training part lies at 0 here
  local explained = math.max(0, 1 - g.score.loss / guess)
  print_table {
    {"this network", ("%s, explains %.0f %%"):format(off(g.score.loss), 100 * explained)},
    {"5 nearest neighbours", off(g.neighbours.loss)},
    {"always the mean", off(guess)},
  }
  return explained > 0.05
end

--- Print the report.
function M.print(g)
  print(("\non %d rows that it has never seen:"):format(g.score.rows))
  local is_better = (g.ds.task == "regression" and print_errors or print_accuracies)(g)
  if is_better then return end
  print("\nThat is hardly better than guessing: perhaps these columns do not tell the target.")
end

return M
