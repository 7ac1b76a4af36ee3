--- Two runs compared: what was set differently, what else differs, what came of it. In words.
-- Requires fit.config and words. Takes histories; finds none.

local config = require "gradus.fit.config"
local words = require "gradus.words"

local M = {}

-- A setting as it is said: the value of "dropout" already names what it is.
local function side(value) return value == nil and "none" or words.setting(value) end

local function change_text(change)
  return ("%s %s -> %s"):format(change.name, side(change.from), side(change.to))
end

--- The changed settings of two runs in words: "lr 0.01 -> 0.3, batch 32 -> 50".
function M.changes_text(changes)
  local parts = {}
  for i, change in ipairs(changes) do parts[i] = change_text(change) end
  return table.concat(parts, ", ")
end

local function first_broken(curve)
  for i, value in ipairs(curve) do
    if value ~= value or value == math.huge then return i end
  end
end

local function outcome_text(name, a, b, curve)
  if not a or not b then return nil end
  local at = curve and first_broken(curve)
  return ("%s %s -> %s%s"):format(name, words.num(a), words.num(b), at and (" at epoch " .. at)
    or "")
end

local function outcomes(a, b)
  local parts = {}
  parts[#parts + 1] = outcome_text("train", a:last "train_loss", b:last "train_loss", b.train_loss)
  parts[#parts + 1] = outcome_text("val", a:last "val_loss", b:last "val_loss", b.val_loss)
  parts[#parts + 1] = outcome_text("accuracy", a:last "val_accuracy" or a:last "train_accuracy",
    b:last "val_accuracy" or b:last "train_accuracy")
  return table.concat(parts, " · ")
end

local function same_start(a, b)
  if not a.start or not b.start or #a.start.weights ~= #b.start.weights then return nil end
  for i, t in ipairs(a.start.weights) do
    local other = b.start.weights[i]
    if t:numel()
      ~= other:numel() or t:reshape(-1):ne(other:reshape(-1)):sum():item() > 0 then return false
    end
  end
  return true
end

local function same_data(a, b)
  if not a.train or not b.train then return nil end
  return rawequal(a.train, b.train) and rawequal(a.val, b.val)
end

-- Chance and data: what else sets two runs apart when settings are compared.
local function beside(a, b)
  local parts = {}
  if same_start(a, b) == false then parts[#parts + 1] = "other first weights" end
  if a.seed ~= b.seed then parts[#parts + 1] = "another seed" end
  if same_data(a, b) == false then parts[#parts + 1] = "other data" end
  return parts
end

-- sure: whether seeds and first weights are known to be the same.
local function headline(changes, others, sure)
  if #changes == 0 and #others == 0 then
    return sure and "the same settings, seed and first weights" or "the same settings"
  end
  if #changes == 0 then return "the same settings, but " .. table.concat(others, ", ") end
  local text = M.changes_text(changes)
  if #changes == 1 and #others == 0 then return "only " .. text end
  if #others > 0 then text = text .. ", " .. table.concat(others, ", ") end
  if #changes + #others == 1 then return "only " .. text end
  return ("%d things differ: %s. Which of them did it?"):format(#changes + #others, text)
end

--- Compare two histories. Returns {changes, others, text}: settings as {name, from, to}; chance and
-- data in words; all of it as one line.
function M.compare(a, b)
  local changes, others = config.differences(a.config, b.config), beside(a, b)
  return {a = a.id, b = b.id, changes = changes, others = others,
    text = headline(changes, others, same_start(a, b)) .. " · " .. outcomes(a, b)}
end

return M
