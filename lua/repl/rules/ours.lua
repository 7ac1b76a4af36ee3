--- Errors that Gradus itself raised: the caret and the correction, where the line shows them.
-- Requires suggest. The sentences come from whoever raised the error; here they meet the line that
-- was typed.

local suggest = require "gradus.suggest"

local M = {}

-- Names of other languages that are asked for like Gradus' own.
local elsewhere = {
  len = "#x gives the length of x.", range = "for i = 1, n do … end counts.",
  None = "Nothing is called nil.", null = "Nothing is called nil.",
  True = "It is written true.", False = "It is written false.",
  str = "tostring(x) makes a text.", int = "math.floor(x) makes a whole number.",
  torch = "Its names are here directly: tensor, nn, optim.", np = "tensor{…} makes an array.",
  numpy = "tensor{…} makes an array.", array = "tensor{…} makes an array.",
  enumerate = "for i, value in ipairs(list) do … end counts along.",
  f = "Texts are joined with two dots: \"loss \" .. x", unpack = "It is table.unpack.",
  try = "Lua catches errors with  ok, why = pcall(f)", pass = "An empty block needs no word.",
  exit = ":quit or Ctrl-D leaves.", dir = "Tab after the dot lists what is there.",
}

--- The report on an unknown name: one line. names: those it may have been.
function M.unknown_name(case, name, names)
  local report = {title = ("Unknown name: %s."):format(name), one_line = true,
    hint = elsewhere[name]}
  local near = not report.hint and suggest.closest(name, names)
  if near then
    report.hint = ("Did you mean %s?"):format(near)
    report.fix = case:replaced_word(name, near)
  end
  return report
end

-- The word of the line that was to be `near`: the one a few edits away from it.
local function misspelt(text, near)
  local best, fewest = nil, 4
  for word in text:gmatch("[%a_][%w_]*") do
    local edits = suggest.distance(word:lower(), near:lower(), 3)
    if word ~= near and edits < fewest then best, fewest = word, edits end
  end
  return best
end

-- "did you mean sum?": the word it is about, and the line with the other one.
local function replaced(case, hint)
  local near = hint:match("did you mean ([%a_][%w_]*)%s*%?")
  local word = near and (misspelt(case.text, near)
    or case.text:match("%f[%w_]learning_rate%f[^%w_]"))
  if word then return word, case:replaced_word(word, near) end
end

-- `t.sum()`: the method that complains ("sum needs a tensor"), called with a dot on an object.
local function dotted_method(case, message)
  local name = message:match("^([%a_][%w_]*) needs")
  for object, method in case.text:gmatch("([%a_][%w_]*)%.([%a_][%w_]*)%s*%(") do
    local meant = name == nil or name == method
    if meant and case:is_object(object) then
      return object .. "." .. method, object .. ":" .. method
    end
  end
end

--- Add caret and correction to a report on one of our errors, where the line allows it.
function M.locate(report)
  local case, hint = report.case, report.hint or ""
  local at, fix = replaced(case, hint)
  if not at and hint:find("colon") then
    local dot, colon = dotted_method(case, report.title)
    at, fix = dot, dot and case:replaced(dot, colon)
    report.note = colon and "write  " .. colon .. "()" or nil
  end
  report.at, report.fix = at, fix
  if at and hint:find("^did you mean [%w_.]+%s*%?$") then -- short enough to stand at the caret
    report.note, report.hint = hint, nil
  end
  return report
end

return M
