--- A prediction that is one of a few sketched curves, answered with a letter.
-- Requires gradus.lesson.answers.choice and gradus.lesson.sketch. Fields of the answer:
--   sketches   list of {y…, text = what it does in words [, say =] [, tag =]}; the y are heights in
--              units of the start, at equal distances: {1, 0.6, 0.5, 0.5} falls and stays
--   truth(s)   the curve that came out, a list of numbers
--   top        the height of the pictures in the same units (default 2); what is above is cut off
-- Scored by the mean distance between sketch and curve, measured in the picture.

local choice = require "gradus.lesson.answers.choice"
local sketch = require "gradus.lesson.sketch"

local M = {}

local POINTS = 33 -- where two curves are compared

--- What is wrong with an answer of this kind, or nil.
function M.slip(answer)
  for i, one in ipairs(answer.sketches) do
    local is_good = type(one) == "table" and #one >= 2 and type(one.text) == "string"
    if not is_good then
      return ("sketch %s needs two heights or more, and a text"):format(choice.letter(i))
    end
  end
  return choice.slip_of(answer.sketches, answer.example)
end

--- What is to be typed, in words.
function M.form(answer)
  return choice.form{options = answer.sketches}
end

--- The sketches beside each other, and each in words: colour and shape are not the only carriers.
function M.lines(answer)
  local out = sketch.row(answer.sketches, answer.top or 2)
  local options = {}
  for i, curve in ipairs(answer.sketches) do options[i] = {curve.text} end
  for _, line in ipairs(choice.lines{options = options}) do out[#out + 1] = line end
  return out
end

--- Read what was typed.
function M.parse(answer, line) return choice.parse_letter(line, #answer.sketches) end

-- The curve at POINTS equal distances, in units of its start, cut off at `top`.
local function heights(curve, top)
  local out = {}
  for i = 1, POINTS do
    local at = 1 + (i - 1) / (POINTS - 1) * (#curve - 1)
    local left = math.floor(at)
    local right = math.min(left + 1, #curve)
    local y = curve[left] + (curve[right] - curve[left]) * (at - left)
    out[i] = math.min(top, y / curve[1])
  end
  return out
end

local function distance(a, b)
  local sum = 0
  for i = 1, POINTS do sum = sum + math.abs(a[i] - b[i]) end
  return sum / POINTS
end

--- The distance of a curve from each sketch, as a share of the picture's height.
function M.distances(answer, curve)
  local top, out = answer.top or 2, {}
  local real = heights(curve, top)
  for i, one in ipairs(answer.sketches) do out[i] = distance(heights(one, top), real) / top end
  return out
end

--- The outcome: the letter of the nearest sketch and all distances; nil where there is no curve.
function M.truth(answer, s)
  local curve = answer.truth(s)
  if type(curve) ~= "table" or #curve < 2 then return nil end
  local distances, best = M.distances(answer, curve), 1
  for i, d in ipairs(distances) do
    if d < distances[best] then best = i end
  end
  return {letter = choice.letter(best), distances = distances}
end

--- A prediction or an outcome as text.
function M.show(_, value) return type(value) == "table" and value.letter or value end

--- Compare. Returns {words, off, exact, say, tag}.
function M.judge(answer, given, truth)
  local mine = truth.distances[given:byte() - 96]
  local best = math.min(table.unpack(truth.distances))
  local worst = math.max(table.unpack(truth.distances))
  local exact = given == truth.letter
  local chosen = answer.sketches[given:byte() - 96]
  local words = ("You said %s, and %s is nearest to your run."):format(given, truth.letter)
  if not exact then
    local say = "You said %s; nearest to your run is %s. (On average %s lies %.0f %% of the "
      .. "picture's height away.)"
    words = say:format(given, truth.letter, given, 100 * mine)
  end
  return {words = words, off = worst > best and (mine - best) / (worst - best) or 0, exact = exact,
    say = chosen.say, tag = not exact and chosen.tag or nil}
end

return M
