--- Terminal facts and text layout: how wide, in colour or not, wrapped where.
-- Requires gradus.sys. Prints nothing and moves no cursor. Colour is never the only carrier of a
-- meaning: `paint` may always return its text unchanged.

local sys = require "gradus.sys"

local M = {}

-- What `override` has pinned; tests and `gradus check` lay out for screens that are not there.
local pinned = {}

-- What the user prefers to what the terminal says (see `:config`).
local preferred = {}

--- Pin facts: {width=, height=, tty=, color=, unicode=, plain=}; nil releases all of them.
function M.override(facts) pinned = facts or {} end

--- Prefer a value of the fact "color" or "plain"; nil: as the terminal says.
function M.prefer(name, value) preferred[name] = value end

local function env(name)
  local value = os.getenv(name)
  return value ~= "" and value or nil
end

local function fact(name, measure)
  if pinned[name] ~= nil then return pinned[name] end
  if preferred[name] ~= nil then return preferred[name] end
  return measure()
end

local function is_dumb() return env("TERM") == "dumb" end

--- Is standard output a terminal?
function M.is_tty()
  return fact("tty", function() return sys.isatty(1) end)
end

--- Columns to write in: those of the terminal, 80 in a pipe, never below 20.
function M.width()
  return fact("width", function()
    local cols = M.is_tty() and sys.winsize()
    return cols and cols > 0 and math.max(cols, 20) or 80
  end)
end

--- Rows of the terminal, 24 in a pipe.
function M.height()
  return fact("height", function()
    local _, rows = sys.winsize()
    return M.is_tty() and rows and rows > 0 and rows or 24
  end)
end

--- May colour be used? NO_COLOR and TERM=dumb say no, a pipe says no unless CLICOLOR_FORCE is set.
function M.color()
  return fact("color", function()
    if env("NO_COLOR") or is_dumb() then return false end
    if env("CLICOLOR_FORCE") and env("CLICOLOR_FORCE") ~= "0" then return true end
    return M.is_tty() and env("CLICOLOR") ~= "0"
  end)
end

--- Can the terminal show more than ASCII? By the locale, and not where TERM is dumb.
function M.unicode()
  return fact("unicode", function()
    local locale = env("LC_ALL") or env("LC_CTYPE") or env("LANG") or ""
    return not is_dumb() and locale:lower():find("utf%-?8") ~= nil
  end)
end

--- Plain mode (GRADUS_PLAIN=1): for screen readers; no redraws, no boxes, sentences only.
function M.plain()
  return fact("plain", function() return env("GRADUS_PLAIN") == "1" end)
end

-- Blue for training and orange for validation, as in the playground students may know. "dim" is
-- the faint attribute, not a grey: a fixed grey vanishes on half of all backgrounds.
local styles = {
  prompt = "1", title = "1", dim = "2", ok = "32", warn = "33", error = "31",
  train = "34", val = "38;5;208", accent = "36",
}

--- Colour `text` by its role; without colour, or for an unknown role, the text as it is.
function M.paint(role, text)
  local style = styles[role]
  if not style or not M.color() then return text end
  return "\27[" .. style .. "m" .. text .. "\27[0m"
end

--- Remove escape sequences.
function M.strip(text)
  return (text:gsub("\27%[[%d;?]*[%a]", ""))
end

--- Columns that `text` takes on the screen (wide characters count two, escape sequences none).
function M.columns(text)
  text = M.strip(text)
  return sys.width(text) or utf8.len(text) or #text
end

--- Pad `text` with spaces to `width` columns; align "left" (default), "right" or "center".
function M.pad(text, width, align)
  local missing = math.max(0, width - M.columns(text))
  local left = align == "right" and missing or align == "center" and missing // 2 or 0
  return (" "):rep(left) .. text .. (" "):rep(missing - left)
end

--- The longest beginning of `text` that fits `width` columns, ending in an ellipsis where cut.
function M.clip(text, width)
  if M.columns(text) <= width then return text end
  local mark = M.unicode() and "…" or "..."
  local room, out = width - M.columns(mark), {}
  for char in M.strip(text):gmatch("[\0-\x7F\xC2-\xFD][\x80-\xBF]*") do
    room = room - M.columns(char)
    if room < 0 then break end
    out[#out + 1] = char
  end
  return table.concat(out) .. mark
end

-- Wraps one line; what continues it is indented as it was. A word wider than the line stands alone.
local function wrap_line(line, width, out)
  local indent = line:match("^ *")
  local current, used = indent, #indent
  local empty = true
  for word in line:gmatch("%S+") do
    local wide = M.columns(word)
    if not empty and used + 1 + wide > width then
      out[#out + 1], current, used, empty = current, indent, #indent, true
    end
    current = current .. (empty and "" or " ") .. word
    used = used + (empty and 0 or 1) + wide
    empty = false
  end
  out[#out + 1] = empty and "" or current
end

--- Wrap `text` to `width` columns (default: the terminal's, at most 76). Returns a list of lines.
-- Line breaks in the text are kept, and so is each line's indentation.
function M.wrap(text, width)
  width = width or math.min(M.width(), 76)
  local out = {}
  for line in (text .. "\n"):gmatch("(.-)\n") do
    if M.columns(line) <= width then out[#out + 1] = (line:gsub("%s+$", ""))
    else wrap_line(line, width, out) end
  end
  return out
end

return M
