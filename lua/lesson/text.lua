--- How a lesson's words are laid out: paragraphs, labelled lines, templates with numbers in them.
-- Requires gradus.term and gradus.words. Returns lists of lines and strings; prints nothing.
--
-- A lesson's text is written flush or indented as the file likes. Lines that stand together are one
-- paragraph and are wrapped anew for the screen; a line indented by two or more spaces (after the
-- common indentation is taken away) is kept as it is: code, a small table.

local num = require("gradus.words").num
local term = require "gradus.term"

local M = {}

--- Columns that lesson text may use on this screen: at most 76, so that lines stay readable.
function M.width() return math.min(term.width(), 76) end

local function shown(value, format)
  if format then return (("%" .. format):format(value)) end
  if type(value) ~= "number" then return tostring(value) end
  local is_whole = value % 1 == 0 and math.abs(value) < 1e9
  return is_whole and ("%d"):format(value) or num(value)
end

--- Fill `{name}` and `{name:.2f}` in a template from a table of values.
-- `{name}` without a value stays as it is (it may be Lua code); with a format it is an error.
-- example: text.fill("gap {gap:.2f}", {gap = 0.413}) --> "gap 0.41"
function M.fill(template, values)
  local function with_format(name, format)
    if values[name] == nil then error("the text uses {" .. name .. "}, which has no value", 0) end
    return shown(values[name], format)
  end
  local function bare(name)
    return values[name] ~= nil and shown(values[name]) or nil
  end
  template = template:gsub("{([%a_][%w_]*):([%d.]*[a-z])}", with_format)
  return (template:gsub("{([%a_][%w_]*)}", bare))
end

local function common_indent(lines, first)
  local least = math.huge
  for i = first, #lines do
    if lines[i] ~= "" then least = math.min(least, #lines[i]:match("^ *")) end
  end
  return least == math.huge and 0 or least
end

-- The lines of a text without what the file's own indentation has put before them. A text that
-- begins on the line of its opening bracket says nothing about the indentation there.
local function lines_of(text)
  local out = {}
  for line in (text .. "\n"):gmatch("(.-)\n") do out[#out + 1] = (line:gsub("%s+$", "")) end
  local begins_at_once = out[1]:find("^%S") ~= nil
  local depth = common_indent(out, begins_at_once and 2 or 1)
  for i, line in ipairs(out) do
    out[i] = begins_at_once and i == 1 and line or line:sub(depth + 1)
  end
  while out[1] == "" do table.remove(out, 1) end
  while out[#out] == "" do out[#out] = nil end
  return out
end

-- What stands for a sign that this screen cannot show.
local plain = {["λ"] = "lambda", ["Σ"] = "sum", ["²"] = "^2", ["·"] = "-", ["…"] = "...",
  ["–"] = "-", ["“"] = '"', ["”"] = '"', ["’"] = "'", ["×"] = "x"}

local function for_screen(text)
  if term.unicode() then return text end
  return (text:gsub("[\xC2-\xF4][\x80-\xBF]+", plain))
end

-- Wraps words after a first prefix; what follows the first line is indented as far as it.
local function wrap_after(prefix, words, width)
  local indent = (" "):rep(term.columns(prefix))
  local out = term.wrap(indent .. for_screen(words), width)
  out[1] = prefix .. out[1]:sub(#indent + 1)
  return out
end

local function append(list, more)
  for _, line in ipairs(more) do list[#list + 1] = line end
end

--- Lay text out as lines, `indent` columns in (default 2), no wider than `width`.
function M.lines(text, indent, width)
  indent, width = (" "):rep(indent or 2), width or M.width()
  local source, out, open = lines_of(text), {}, {}
  local function close()
    if open[1] then append(out, wrap_after(indent, table.concat(open, " "), width)) end
    open = {}
  end
  for _, line in ipairs(source) do
    if line:find("^%s%s") or line == "" then
      close()
      out[#out + 1] = line == "" and "" or indent .. for_screen(line)
    else
      open[#open + 1] = line
    end
  end
  close()
  return out
end

--- Lay out "label   words", the words hanging under each other, as wide as `column` for the label.
function M.labelled(label, words, column, width)
  local prefix = "  " .. term.pad(label, column or term.columns(label) + 2)
  return wrap_after(prefix, words:gsub("%s+", " "), width or M.width())
end

--- One line with `left` at its beginning and `right` at its end; two lines where they do not fit.
function M.both_ends(left, right, width)
  width = width or M.width()
  local gap = width - term.columns(left) - term.columns(right)
  if gap >= 2 then return {left .. (" "):rep(gap) .. right} end
  local out = wrap_after(left:match("^ *"), left:gsub("^ *", ""), width)
  append(out, wrap_after("  ", right, width))
  return out
end

--- Lines as one string, without the final newline.
function M.join(lines) return table.concat(lines, "\n") end

return M
