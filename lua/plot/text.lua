--- Text in a picture: how wide it is, cut to fit, cleaned of what would move the cursor.
-- Requires gradus.sys where it is there (wide characters count two columns); else counts
-- characters.

local M = {}

local has_sys, sys = pcall(require, "gradus.sys")
local measure = has_sys and sys.width or nil

-- A character of UTF-8, or a stray byte.
local CHAR = "[\0-\x7F\xC2-\xF4][\x80-\xBF]*"

--- Make `s` safe to draw: one line, no control characters, valid UTF-8.
function M.clean(s)
  s = tostring(s):gsub("[%c]+", " ")
  if utf8.len(s) then return s end
  return (s:gsub("[\x80-\xFF]+", function(bytes) return utf8.len(bytes) and bytes or "?" end))
end

--- Columns that `s` takes on the screen.
function M.columns(s)
  return measure and measure(s) or utf8.len(s) or #s
end

--- Iterate over the characters of `s` with their widths: for char, columns in text.chars(s).
-- What has no width of its own (an accent) comes with the character before it.
function M.chars(s)
  local list = {}
  for char in s:gmatch(CHAR) do
    local columns = M.columns(char)
    if columns == 0 and list[1] then list[#list][1] = list[#list][1] .. char
    else list[#list + 1] = {char, columns} end
  end
  local i = 0
  return function()
    i = i + 1
    if list[i] then return list[i][1], list[i][2] end
  end
end

--- Cut `s` to at most `width` columns, with "…" where something is missing.
function M.clip(s, width)
  if M.columns(s) <= width then return s end
  if width < 1 then return "" end
  local out, room = {}, width - 1
  for char, columns in M.chars(s) do
    room = room - columns
    if room < 0 then break end
    out[#out + 1] = char
  end
  return table.concat(out) .. "…"
end

return M
