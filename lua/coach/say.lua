--- How a finding reads: what was measured, why it matters, the one line that helps.
-- Requires term. `text` lays out; only `show` prints, where whoever runs the program said so.

local term = require "gradus.term"

local M = {}

local WIDTH = 76

local function room() return math.min(term.width() - 1, WIDTH) end

local words = {error = "mistake", warning = "warning", note = "note"}
local colors = {error = "error", warning = "warn", note = "dim"}

-- The title with the code at the right end of its first line.
local function headline(finding)
  local mark = "[" .. finding.code .. "]"
  local title = "Coach, " .. words[finding.severity] .. ": " .. finding.title
  local lines = term.wrap(title, room() - #mark - 2)
  local gap = (" "):rep(room() - term.columns(lines[1]) - #mark)
  for i, line in ipairs(lines) do lines[i] = term.paint(colors[finding.severity], line) end
  lines[1] = lines[1] .. gap .. term.paint("dim", mark)
  return table.concat(lines, "\n")
end

local function add(out, label, text)
  local lead = "  " .. label
  for i, line in ipairs(term.wrap(text, room() - 8)) do
    out[#out + 1] = (i == 1 and lead .. (" "):rep(8 - #lead) or (" "):rep(8)) .. line
  end
end

--- What stands in a line that was typed: fn(name, number) -> text, lines in all; nil: nobody knows.
M.typed_line = nil

-- "fit.lua:12" stays; of what was typed at the prompt the line itself is shown.
local function readable(where)
  local name, number = where:match("^(input %d+):(%d+)$")
  if not name then return where end
  local text, lines
  if M.typed_line then text, lines = M.typed_line(name, tonumber(number)) end
  if not text then return "line " .. number end
  text = text:match("^%s*(.-)%s*$")
  return lines > 1 and ("line %s: %s"):format(number, text) or text
end

local function place(finding)
  local text = readable(finding.where)
  if finding.count > 1 then text = ("%s (%d times)"):format(text, finding.count) end
  return text
end

--- A finding as a text of lines.
function M.text(finding)
  local out = {headline(finding)}
  add(out, "what", finding.what)
  add(out, "why", finding.why)
  out[#out + 1] = "  fix   " .. term.paint("accent", finding.fix)
  if finding.where ~= "" then add(out, "at", place(finding)) end
  local more = ('explain "%s" says more; on purpose? coach.allow "%s"'):format(finding.code,
    finding.code)
  local fits = #more <= room() - 8
  for _, part in ipairs(fits and {more} or {more:match("^(.-;) (.*)$")}) do
    out[#out + 1] = term.paint("dim", "        " .. part)
  end
  return table.concat(out, "\n")
end

--- Where findings are shown as they are made: fn(text), or nil for nowhere.
M.out = nil

--- Show findings that have just been made.
function M.show(list)
  if not M.out then return end
  for _, finding in ipairs(list) do M.out(M.text(finding)) end
end

return M
