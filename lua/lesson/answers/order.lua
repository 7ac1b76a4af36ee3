--- A prediction that puts a few things in order, smallest first, answered with their letters.
-- Requires gradus.lesson.answers.choice. Fields of the answer:
--   items   list of {text}            truth(s)   a list of numbers, one for each item
--   say     {close = one swap away, far =}: what to say by how far off the order was
-- Scored by the number of neighbours that would have to change places.

local choice = require "gradus.lesson.answers.choice"

local M = {}

--- What is wrong with an answer of this kind, or nil.
function M.slip(answer)
  if #answer.items < 2 then return "there must be something to put in order" end
  return not M.parse(answer, answer.example) and "its example must be its letters in some order"
    or nil
end

--- What is to be typed, in words.
function M.form(answer)
  local letters = {}
  for i = 1, #answer.items do letters[i] = choice.letter(i) end
  return "the letters in order, smallest first, such as " .. table.concat(letters, " ")
end

--- The items, one under the other.
function M.lines(answer) return choice.lines{options = answer.items} end

-- "b < a < c", "b, a, c" and "bac" alike.
local function read_letters(line)
  local squeezed = line:lower():gsub("[%s,<;>%-]+", "")
  if not squeezed:find("^%a+$") then return nil end
  local separated = line:lower():gsub("[,<;>%-]", " ")
  for word in separated:gmatch("%S+") do
    if #word > 1 and #word ~= #squeezed then return nil end
  end
  return squeezed
end

--- Read what was typed: each letter once.
function M.parse(answer, line)
  local found, seen = read_letters(line), {}
  if not found or #found > 2 * #answer.items then return nil end
  for letter in found:gmatch(".") do
    local i = letter:byte() - 96
    if i > #answer.items then return nil end
    if seen[i] then return nil, "Each letter once, please." end
    seen[i] = true
  end
  if #found < #answer.items then
    return nil, ("All %d letters, smallest first."):format(#answer.items)
  end
  return found
end

--- The order that came out, as letters.
function M.truth(answer, s)
  local values, order = answer.truth(s), {}
  for i = 1, #answer.items do
    if values[i] == nil or values[i] ~= values[i] then return nil end
    order[i] = i
  end
  table.sort(order, function(a, b) return values[a] < values[b] end)
  for i, item in ipairs(order) do order[i] = choice.letter(item) end
  return table.concat(order)
end

--- A prediction or an outcome as text.
function M.show(_, value) return (value:gsub("(.)", "%1 "):gsub(" $", "")) end

-- Pairs that stand the other way round: the number of swaps of neighbours between two orders.
local function swaps(given, truth)
  local count = 0
  for i = 1, #given do
    for j = i + 1, #given do
      if truth:find(given:sub(i, i)) > truth:find(given:sub(j, j)) then count = count + 1 end
    end
  end
  return count
end

local counted = {"one swap", "two swaps", "three swaps"}

--- Compare. Returns {words, off, exact, say}.
function M.judge(answer, given, truth)
  local away, say = swaps(given, truth), answer.say or {}
  local worst = #truth * (#truth - 1) // 2
  local words = ("You said %s, it was %s: %s of neighbours away."):format(M.show(answer, given),
    M.show(answer, truth), counted[away] or away .. " swaps")
  if away == 0 then words = ("You said %s, and so it is."):format(M.show(answer, given)) end
  return {words = words, off = away / worst, exact = away == 0,
    say = away <= 1 and say.close or away > 1 and say.far or nil}
end

return M
