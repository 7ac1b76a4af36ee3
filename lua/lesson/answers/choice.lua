--- A prediction that is one of a few sentences, answered with a letter.
-- Requires gradus.lesson.text. Fields of the answer:
--   options   list of {text [, say = for who chose it] [, off = distance 0 to 1] [, tag =]}
--   truth     the letter, or a function of the situation that returns it
-- A chosen option that did not come true carries its tag into the record: a misconception seen.

local text = require "gradus.lesson.text"

local M = {}

--- The letter of option i.
function M.letter(i) return string.char(96 + i) end

local function letters(count)
  local out = {}
  for i = 1, count do out[i] = M.letter(i) end
  return table.concat(out, ", ", 1, count - 1) .. " or " .. out[count]
end

local function is_letter(value, count)
  return type(value) == "string" and value:find("^%l$") ~= nil and value:byte() - 96 <= count
end

--- What is wrong with a list to choose from, of which `example` is one, or nil.
function M.slip_of(list, example)
  if #list < 2 then return "there must be something to choose between" end
  return not is_letter(example, #list) and "its example must be one of the letters" or nil
end

local option_fields = {[1] = true, say = true, off = true, tag = true}

--- What is wrong with an answer of this kind, or nil.
function M.slip(answer)
  for i, option in ipairs(answer.options) do
    if type(option) ~= "table" or type(option[1]) ~= "string" then
      return ("option %s must be a table that begins with a text"):format(M.letter(i))
    end
    for name in pairs(option) do
      if not option_fields[name] then
        return ("option %s has no field %s"):format(M.letter(i), tostring(name))
      end
    end
  end
  if type(answer.truth) == "function" and not answer.example then
    return "where truth is a function, an example is needed"
  end
  return M.slip_of(answer.options, answer.example or answer.truth)
    or M.slip_of(answer.options, type(answer.truth) == "string" and answer.truth or "a")
end

--- What is to be typed, in words.
function M.form(answer) return letters(#answer.options) end

--- The options, one under the other.
function M.lines(answer)
  local out = {}
  for i, option in ipairs(answer.options) do
    for _, line in ipairs(text.labelled(M.letter(i), option[1], 3)) do out[#out + 1] = line end
  end
  return out
end

--- Read a letter among the first `count`: "b", "B", "(b)", "b)". Returns as number.parse does.
function M.parse_letter(line, count)
  local letter = line:lower():match("^%s*%(?([a-z])[%)%.]?%s*$")
  if not letter then return nil end
  if letter:byte() - 96 > count then return nil, "Answer with " .. letters(count) .. "." end
  return letter
end

--- Read what was typed.
function M.parse(answer, line) return M.parse_letter(line, #answer.options) end

--- The letter that came true.
function M.truth(answer, s)
  if type(answer.truth) ~= "function" then return answer.truth end
  local letter = answer.truth(s)
  if letter ~= nil and not is_letter(letter, #answer.options) then
    error(("its truth says %s, which is no option"):format(tostring(letter)), 0)
  end
  return letter
end

--- A prediction or an outcome as text.
function M.show(_, value) return value end

--- Compare. Returns {words, off, exact, say, tag}.
function M.judge(answer, given, truth)
  local option, exact = answer.options[given:byte() - 96], given == truth
  return {
    words = exact and ("You said %s, and so it is."):format(given)
      or ("You said %s, it was %s."):format(given, truth),
    off = exact and 0 or option.off or 1, exact = exact,
    say = option.say, tag = not exact and option.tag or nil,
  }
end

return M
