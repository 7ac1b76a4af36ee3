--- The Lua program that learns a table: what `gradus fit` runs and then shows.
-- Requires nothing. Program texts and the numbers in them; nothing is trained here.
--
-- A plan is {path, target, ignore, one_hot, task, hidden, epochs, lr, seed, skips}, as it was asked
-- for, and once the data are there, {kind (their task), rows, inputs, outputs}, too.

local M = {}

-- A column as Lua writes it: its number, or its name in quotes.
local function spelt(column)
  return math.type(column) and tostring(column) or ("%q"):format(column)
end

local function all_spelt(columns)
  local out = {}
  for i, column in ipairs(columns) do out[i] = spelt(column) end
  return out
end

--- The plan for a file; options: see fit_options; file: see table_file.
function M.plan(path, options, file)
  return {path = path, target = options.target and spelt(options.target),
    ignore = all_spelt(file.ignore), one_hot = all_spelt(file.one_hot),
    task = options.task, hidden = options.hidden, epochs = options.epochs, lr = options.lr,
    seed = options.seed, skips = file.has_gaps}
end

local function join(list) return table.concat(list, ", ") end

local function text_of(lines) return table.concat(lines, "\n") .. "\n" end

--- How the file is read: only what differs from the usual is written down. Leaves `ds` behind.
function M.reading(plan)
  local parts = {}
  if plan.target then parts[#parts + 1] = "target=" .. plan.target end
  if plan.ignore[1] then parts[#parts + 1] = ("ignore={%s}"):format(join(plan.ignore)) end
  if plan.one_hot[1] then parts[#parts + 1] = ("one_hot={%s}"):format(join(plan.one_hot)) end
  if plan.task then parts[#parts + 1] = ("task=%q"):format(plan.task) end
  if plan.skips then parts[#parts + 1] = 'missing="skip"' end
  local options = join(parts)
  if #options > 70 then options = table.concat(parts, ",\n    ") end
  options = parts[1] and (",\n  {%s}"):format(options) or ""
  return ("ds = data.csv(%q%s)\n"):format(plan.path, options)
end

-- Three parts, standardised by what the first is like. Lines are short: a terminal breaks long ones
-- anywhere.
local function parting(plan)
  local stratify = plan.kind ~= "regression" and ", stratify=true" or ""
  local lines = {
    "train, val, test = ds:split{train=0.6, val=0.2, test=0.2,",
    ("  seed=%d%s}"):format(plan.seed, stratify),
    "-- measured on the training part alone:",
    "norm = data.Standardizer(train)",
    "train, val, test = norm(train), norm(val), norm(test)",
  }
  if plan.kind ~= "regression" then return lines end
  return table.move({
    "-- a network learns best what is about as large as 1:",
    "mean = train.y:mean():item()",
    "deviation = math.max(train.y:std():item(), 1e-12)",
    "for _, part in ipairs{train, val, test} do",
    "  part.y = (part.y - mean) / deviation",
    "end",
  }, 1, 6, #lines + 1, lines)
end

-- Units in the hidden layers for a number of rows. With more weights than rows a network learns
-- these by heart; early stopping keeps the weights from before.
local function hidden_for(rows)
  if rows < 100 then return {16} end
  return rows < 5000 and {32, 32} or {64, 64}
end

--- How the network is trained. Leaves train, val, test, model and h behind.
function M.training(plan)
  local sizes = {plan.inputs, table.unpack(plan.hidden or hidden_for(plan.rows))}
  sizes[#sizes + 1] = plan.outputs
  local lines = parting(plan)
  table.insert(lines, 1, ("seed(%d)"):format(plan.seed))
  table.move({
    ("model = mlp(%s)"):format(join(sizes)),
    ("h = fit(model, train, {val=val, epochs=%d, batch=%d%s,"):format(plan.epochs or 200,
      plan.rows < 10000 and 32 or 256, plan.lr and (", lr=%.15g"):format(plan.lr) or ""),
    "  early_stopping={patience=20}, plot=true})",
  }, 1, 3, #lines + 1, lines)
  return text_of(lines)
end

--- How it is tested. Leaves score and neighbours behind.
function M.scoring()
  return text_of {
    "-- rows that neither weights nor settings have seen:",
    "score = evaluate(model, test)",
    "neighbours = evaluate(baseline.knn(5):fit(train), test)",
  }
end

--- The whole program as a file of its own, which prints its results.
function M.script(plan)
  return M.reading(plan) .. M.training(plan) .. M.scoring() .. "print(score)\nprint(neighbours)\n"
end

return M
