--- A prediction that is a number, scored by its distance from what came out.
-- Requires gradus.term and gradus.lesson.text. Fields of the answer:
--   truth(s)        the number that came out           unit   "epoch", shown with it
--   low, high       what can be answered at all        scale  "log": distances are factors
--   close           distance that counts as close (a factor, default 1.5; or a difference)
--   say             {close =, below =, above =}: what to say by where the prediction lay

local text = require "gradus.lesson.text"

local M = {}

local function is_log(answer) return answer.scale == "log" end

--- What is to be typed, in words.
function M.form(answer)
  local unit = answer.unit and (" (" .. answer.unit .. ")") or ""
  return text.fill("a number{unit} from {low} to {high}",
    {unit = unit, low = answer.low, high = answer.high})
end

--- What is wrong with an answer of this kind, or nil.
function M.slip(answer)
  if answer.scale and answer.scale ~= "log" then return 'scale can only be "log"' end
  if answer.low >= answer.high then return "low must be below high" end
  if is_log(answer) and answer.low <= 0 then return "on a log scale low must be above 0" end
  if is_log(answer) and answer.close and answer.close < 1 then
    return "on a log scale close is a factor, 1 or more"
  end
  local is_inside = answer.example >= answer.low and answer.example <= answer.high
  return not is_inside and "its example lies outside low to high" or nil
end

--- Nothing but the question is shown.
function M.lines() return {} end

local fillers = {"about", "around", "roughly", "maybe", "epochs?", "~", "=", "after", "at"}

-- "about 20 epochs" and "0,8" and "80 %" as the number they mean.
local function plain(line)
  local s = line:lower()
  for _, word in ipairs(fillers) do
    s = s:gsub("^%s*" .. word .. "%s*", ""):gsub("%s*" .. word .. "%s*$", "")
  end
  s = s:gsub("^%s+", ""):gsub("%s+$", "")
  s = s:gsub("^(%d+),(%d+)$", "%1.%2"):gsub("^(%d+%.?%d*)%s*%%$", "%1/100")
  return s
end

local function evaluate(expression)
  if not expression:find("%d") or expression:find("[^%d%.%+%-%*/%^%(%)eE%s]") then return nil end
  local chunk = load("return " .. expression, "=prediction", "t", {})
  local ok, value = pcall(chunk or error)
  return ok and type(value) == "number" and value == value and value or nil
end

--- Read what was typed. Returns the number; nil and why where it is an attempt that cannot be
-- taken; nil alone where it is no attempt at all.
function M.parse(answer, line)
  local value = evaluate(plain(line))
  if not value then return nil end
  if value < answer.low or value > answer.high then
    return nil, text.fill("It lies between {low} and {high}.", answer)
  end
  return value
end

--- The outcome that the prediction is compared with; nil where there is none (an unfinished run).
function M.truth(answer, s)
  local value = answer.truth(s)
  if type(value) ~= "number" or value ~= value then return nil end
  if is_log(answer) and value <= 0 then
    error(("its scale is log, and what came out is %g"):format(value), 0)
  end
  return value
end

local function shown(answer, value)
  return text.fill("{value}", {value = value}) .. (answer.unit == "%" and " %" or "")
end

--- A prediction or an outcome as text.
M.show = shown

local function factor(a, b) return math.max(a / b, b / a) end

local function distance(answer, given, truth)
  if not is_log(answer) then return math.abs(given - truth) end
  return factor(given, truth)
end

-- 0 for a hit, 1 for the farthest that could be said.
local function score(answer, given, truth)
  local off = math.abs(given - truth) / (answer.high - answer.low)
  if is_log(answer) then
    off = math.log(factor(given, truth)) / math.log(answer.high / answer.low)
  end
  return math.min(1, off)
end

local NO_FACTOR = 1.1 -- "a factor of 1.0" would say nothing
local FAR = 1e6 -- a number with more digits would say nothing, either

local function how_far(answer, given, truth)
  local side = given > truth and "above" or "below"
  if shown(answer, given) == shown(answer, truth) then return "" end
  if not is_log(answer) then
    local off = math.abs(given - truth)
    return off < math.huge and (", %s %s"):format(shown(answer, off), side) or ""
  end
  local times = factor(given, truth)
  if times < NO_FACTOR then return "" end
  if times >= FAR then return (", more than a million times %s"):format(side) end
  if times < 10 then return (", a factor of %.1f %s"):format(times, side) end
  return (", a factor of %d %s"):format(math.floor(times + 0.5), side)
end

--- Compare. Returns {words, off (0 to 1), exact, say}.
function M.judge(answer, given, truth)
  local is_close = distance(answer, given, truth) <= (answer.close or is_log(answer) and 1.5 or 0)
  local side = is_close and "close" or given < truth and "below" or "above"
  return {
    words = ("You said %s, it was %s%s."):format(shown(answer, given), shown(answer, truth),
      how_far(answer, given, truth)),
    off = score(answer, given, truth), exact = is_close,
    say = answer.say and answer.say[side],
  }
end

return M
