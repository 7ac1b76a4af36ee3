--- Errors that Gradus itself raised: the caret and the correction, where the line shows them.
-- Requires suggest and translate. The sentences come from whoever raised the error; here they meet
-- the line that was typed.

local suggest = require "gradus.suggest"
local translate = require "gradus.repl.translate"

local M = {}

-- Names of other languages that are asked for like Gradus' own: what to say, and Lua's word where
-- there is one.
local elsewhere = {
  len = "#x gives the length of x.", range = "for i = 1, n do … end counts.",
  None = {"It is written nil.", "nil"}, null = {"It is written nil.", "nil"},
  undefined = {"It is written nil.", "nil"},
  True = {"It is written true.", "true"}, False = {"It is written false.", "false"},
  str = "tostring(x) makes a text.", int = "math.floor(x) makes a whole number.",
  float = "tonumber(text) makes a number of a text.",
  list = "A list is written {1, 2, 3}.", dict = "A table is written {name = value}.",
  torch = "Its names are here directly: tensor, nn, optim.", np = "tensor{…} makes an array.",
  numpy = "tensor{…} makes an array.", array = "tensor{…} makes an array.",
  plt = "plot(…) draws: ?plot", F = "Activations are methods: x:relu()",
  enumerate = "for i, value in ipairs(list) do … end counts along.",
  zip = "for i = 1, #a do … a[i], b[i] … end walks through two lists.",
  f = "Texts are joined with two dots: \"loss \" .. x", unpack = "It is table.unpack.",
  try = "Lua catches errors with  ok, why = pcall(f)", pass = "An empty block needs no word.",
  _ = "There is no result yet: _ is the value shown last.",
  exit = ":quit or Ctrl-D leaves.", quit = ":quit or Ctrl-D leaves.", q = ":quit or Ctrl-D leaves.",
  bye = ":quit or Ctrl-D leaves.", clear = "Ctrl-L empties the screen.",
  cls = "Ctrl-L empties the screen.", dir = "Tab after the dot lists what is there.",
  ls = ":who lists your variables.", whos = ":who lists your variables.",
  console = "print(x) prints.", printf = "print((\"%.3f\"):format(x)) prints with a format.",
  puts = "print(x) prints.", echo = "print(x) prints.", cout = "print(x) prints.",
  abs = "math.abs(x), of a tensor x:abs()", sum = "Of a tensor: x:sum()",
  mean = "Of a tensor: x:mean()", round = "math.floor(x + 0.5) rounds.",
  min = "math.min(a, b), of a tensor x:min()", max = "math.max(a, b), of a tensor x:max()",
  sqrt = "math.sqrt(x), of a tensor x:sqrt()", exp = "math.exp(x), of a tensor x:exp()",
  log = "math.log(x), of a tensor x:log()", pi = "It is math.pi.",
  input = "io.read() reads a line.",
  map = "for i, v in ipairs(list) do … end goes through a list.",
  sorted = "table.sort(list) sorts a list in place.",
}

-- `x = 3 // a note` and `# a note` are Lua, until the name in the note is looked up.
local function comment_before(case, name)
  local start = case.text:find("%f[%w_]" .. name .. "%f[^%w_]")
  local before = start and case.text:sub(1, start - 1) or ""
  local slashes = before:find("//", 1, true)
  if slashes then return "A comment starts with -- in Lua; // divides.", slashes end
  if before:find("^%s*#%s+") then return "A comment starts with -- in Lua; # counts." end
end

--- The report on an unknown name: one line. names: those it may have been.
function M.unknown_name(case, name, names)
  local known = elsewhere[name]
  local hint, word = known, nil
  if type(known) == "table" then hint, word = known[1], known[2] end
  local report = {title = ("Unknown name: %s."):format(name), one_line = true,
    hint = hint or comment_before(case, name)}
  local near = not report.hint and suggest.closest(name, names)
  if near then report.hint = ("Did you mean %s?"):format(near) end
  if near or word then report.fix = case:replaced_word(name, near or word) end
  if case.text:find("%f[%w_]" .. name .. "%f[^%w_]") and known and not word then
    local lua = translate.expression(case.source)
    if lua ~= case.source and load("return " .. lua) then report.fix = lua end
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

-- The name that a message is about: the one it quotes, or `linear` in "nn has no linear".
local function quoted(case, message)
  local name = message:match("'([%a_][%w_]*)'") or message:match(" has no ([%a_][%w_]*)$")
    or message:match(" has no field ([%a_][%w_]*)$")
  return name and case.text:find("%f[%w_]" .. name .. "%f[^%w_]") and name or nil
end

-- "did you mean sum?": the word it is about, and the line with the other one.
local function replaced(case, title, hint)
  local near = hint:match("did you mean ([%a_][%w_]*)%s*%?")
  local word = quoted(case, title) or near and misspelt(case.text, near)
  if word then return word, near and case:replaced_word(word, near) end
end

-- `nn.Linear{2, 3}`: values without a name in the braces of options.
local function in_parentheses(case)
  local before, path, list, after = case.source:match("^(.-)([%a_][%w_.]*)(%b{})(.*)$")
  if not list then return nil end
  local values, options = {}, {}
  for part in list:sub(2, -2):gmatch("[^,]+") do
    local is_option = part:find("=")
    table.insert(is_option and options or values, (part:gsub("^%s+", ""):gsub("%s+$", "")))
  end
  if list:find("[{(]", 2) then return nil end
  if options[1] then values[#values + 1] = "{" .. table.concat(options, ", ") .. "}" end
  local call = path .. "(" .. table.concat(values, ", ") .. ")"
  return call, before .. call .. after
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
  local at = name and case.text:match("%)(%." .. name .. ")%s*%(")
  if at then return at, ":" .. name end
end

-- What the sentence of the core cannot know: what a learner was after.
local after_all = {
  {"^%+ needs a tensor, not the text", "Texts are joined with two dots: \"loss \" .. x"},
  {"^< and <= do not compare tensors", "a:lt(b) and a:gt(b) compare element by element; of a "
    .. "tensor with one number, x:item() is the number."},
}

local function better_hint(title, hint)
  for _, entry in ipairs(after_all) do
    if title:find(entry[1]) then return entry[2] end
  end
  return hint
end

-- `fit{m, train}`, `optim.SGD{m, lr = 0.1}`: the function that complains, called with braces.
local function in_braces(case, title)
  local name = title:match("^([%a_][%w_.]*):? needs ") or title:match("^([%a_][%w_.]*): the ")
  if not name then return false end
  return case.source:find("%f[%w_]" .. name:match("[%w_]+$") .. "%s*{%s*[%w_.]+%s*[,}]")
end

--- Add caret and correction to a report on one of our errors, where the line allows it.
function M.locate(report)
  report.hint = better_hint(report.title, report.hint)
  local case, hint = report.case, report.hint or ""
  local at, fix = replaced(case, report.title, hint)
  if report.title:find("among the options without a name$") and hint:find("parentheses") then
    local call, whole = in_parentheses(case)
    if call then
      report.hint, report.note = "Values go in parentheses, options in braces.", "write  " .. call
      at, fix = "{", whole
    end
  end
  if not at and in_braces(case, report.title) then
    local call, whole = in_parentheses(case)
    if call then
      at, fix = "{", whole
      report.note, report.hint = "write  " .. call, "Values go in parentheses, options in braces."
    end
  end
  if not at and (hint:find("colon") or report.title:find("^[%a_][%w_]* needs a tensor, not")) then
    local dot, colon = dotted_method(case, report.title)
    at, fix = dot, dot and case:replaced(dot, colon)
    local empty = dot and case.text:find(dot:gsub("%.", "%%s*%%.%%s*") .. "%s*%(%s*%)")
    report.note = colon and "write  " .. colon .. (empty and "()" or "(…)") or nil
  end
  report.at, report.fix = at, fix
  if at and hint:find("^did you mean [%w_.]+%s*%?$") then -- short enough to stand at the caret
    report.note, report.hint = hint, nil
  end
  return report
end

return M
