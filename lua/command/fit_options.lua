--- The options of `gradus fit`: what each one takes, and what it means.
-- Requires words (of this folder). Reads no file.

local words_of = require "gradus.command.words"

local M = {}

M.USAGE = [[
usage: gradus fit FILE.csv [options]
  --target NAME    the column to learn, by name or number; the last one unless given
  --ignore A,B     columns to leave out
  --words A,B      columns of words to take in, though they hold many different ones
  --task TASK      binary, multiclass or regression; found out unless given
  --hidden 32,32   units in each hidden layer
  --epochs 200     passes through the training part, at most
  --lr 0.001       learning rate
  --seed 1         another number: another split and other first weights
  --lua FILE.lua   write the program that did it there, too]]

local TAKES = {["--target"] = "target", ["--ignore"] = "ignore",
  ["--words"] = "words", ["--task"] = "task",
  ["--hidden"] = "hidden", ["--epochs"] = "epochs", ["--lr"] = "lr", ["--seed"] = "seed",
  ["--lua"] = "lua"}

local function items(text)
  local out = {}
  for item in text:gmatch("[^,]+") do out[#out + 1] = item:match("^%s*(.-)%s*$") end
  return out
end

local function whole(text) return math.tointeger(tonumber(text)) end

local function count(text)
  local n = whole(text)
  return n and n >= 1 and n or nil
end

-- A list like 32,32; nil where something else stands there.
local function counts(text)
  local out = items(text)
  for i, item in ipairs(out) do
    out[i] = count(item)
    if not out[i] then return nil end
  end
  return out[1] and out
end

local function positive(text)
  local v = tonumber(text)
  return v and v > 0 and v < math.huge and v or nil
end

-- A column by its number, where it is one, else by its name.
local function column(text) return whole(text) or text end

local function columns(text)
  local out = items(text)
  for i, item in ipairs(out) do out[i] = column(item) end
  return out
end

local TASKS = {binary = true, multiclass = true, regression = true}

-- How each value is understood, and what would be.
local MEANINGS = {
  target = {read = column, like = "a column"},
  ignore = {read = columns, like = "columns like name,city"},
  words = {read = columns, like = "columns like name,city"},
  task = {read = function(text) return TASKS[text] and text end,
    like = "binary, multiclass or regression"},
  hidden = {read = counts, like = "whole numbers like 32,32"},
  epochs = {read = count, like = "a whole number like 200"},
  lr = {read = positive, like = "a number above 0 like 0.001"},
  seed = {read = whole, like = "a whole number like 1"},
}

local function understand(options)
  for field, meaning in pairs(MEANINGS) do
    local text = options[field]
    options[field] = text and meaning.read(text)
    if text and not options[field] then
      return nil, ("--%s takes %s, found %q"):format(field, meaning.like, text)
    end
  end
  options.seed = options.seed or 1
  return options
end

--- Read the words of the command. Returns {target, ignore, words, task, hidden, epochs, lr, seed,
-- lua, rest = {the file}}, or {help = true}; or nil and what is wrong.
function M.read(words)
  local options, why = words_of.read(words, TAKES)
  if not options then return nil, why end
  if options.help then return options end
  if #options.rest == 0 then return nil, "which file?" end
  if #options.rest > 1 then return nil, "one file at a time" end
  return understand(options)
end

return M
