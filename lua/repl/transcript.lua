--- A session as a file: a script that runs, or a page with code, output and pictures.
-- Requires the lexer. Works on the records of the shell; writes nothing itself.

local lexer = require "gradus.repl.lexer"

local M = {}

-- --- a script ------------------------------------------------------------------------------------

local function uses_results(source)
  for _, token in ipairs(lexer.tokens(source)) do
    if token.kind == "name" and token.text:find("^_%d*$") then return true end
  end
  return false
end

local function is_statement(source) return load(source) ~= nil end

-- A trailing semicolon silenced the value at the prompt; in a script nothing is shown anyway.
local function bare(source) return (source:gsub("%s*;%s*$", "")) end

-- Statements that end in an expression, whose value was shown.
local function with_ending(record, keeps_results)
  local front = record.source:sub(1, record.ending - 1):gsub("%f[%w]return%s*$", "")
  local value = bare(record.source:sub(record.ending))
  local is_call = is_statement(value)
  if keeps_results then return front .. ("show(%s)"):format(value) end
  if is_call and (record.silent or record.values.n == 0) then return front .. value end
  return front .. (record.silent and ("local _ = %s"):format(value) or ("print(%s)"):format(value))
end

-- An expression shows its value at the prompt; in a script it takes a print to do so.
local function as_statement(record, keeps_results)
  local source = record.source
  if record.ending then return with_ending(record, keeps_results) end
  if not record.is_expression then return source end
  if keeps_results then return ("show(%s)"):format(bare(source)) end
  if is_statement(source) and (record.silent or record.values.n == 0) then return source end
  return record.silent and ("local _ = %s"):format(bare(source))
    or ("print(%s)"):format(bare(source))
end

local function commented(why, source)
  return ("-- (%s)  "):format(why) .. source:gsub("\n", "\n-- ")
end

local show_function = [[
-- Keeps results as the prompt does: _ and _1 are the latest, _2 the one before.
local _, _1, _2, _3
local function show(...)
  if select("#", ...) == 0 then return end
  _3, _2, _1 = _2, _1, (...)
  _ = _1
  print(...)
end
]]

--- The session as a script that runs: what succeeded, in order. Returns the text.
-- What failed or was undone stands in a comment: part of the story, not of the program.
function M.script(records)
  local keeps_results = false
  for _, record in ipairs(records) do
    if record.ok and not record.undone and uses_results(record.source) then keeps_results = true end
  end
  local out = {"-- A Gradus session.  gradus FILE.lua  runs it again.\n"}
  if keeps_results then out[#out + 1] = show_function end
  for _, record in ipairs(records) do
    if record.undone then out[#out + 1] = commented("undone", record.source)
    elseif record.ok then out[#out + 1] = as_statement(record, keeps_results)
    else out[#out + 1] = commented("failed", record.source) end
  end
  return table.concat(out, "\n") .. "\n"
end

-- --- a page --------------------------------------------------------------------------------------

local function title() return "Gradus session, " .. os.date("%Y-%m-%d %H:%M") end

local function trimmed(text) return (text:gsub("%s+$", "")) end

--- The session as Markdown. pictures: record -> list of file names to show below it.
function M.markdown(records, pictures)
  local out = {"# " .. title() .. "\n"}
  for _, record in ipairs(records) do
    out[#out + 1] = "```lua\n" .. record.source .. "\n```\n"
    local output = trimmed(record.output or "")
    if output ~= "" then out[#out + 1] = "```text\n" .. output .. "\n```\n" end
    for _, file in ipairs(pictures[record] or {}) do
      out[#out + 1] = ("![](%s)\n"):format(file)
    end
  end
  return table.concat(out, "\n")
end

local entities = {["&"] = "&amp;", ["<"] = "&lt;", [">"] = "&gt;"}

--- Text that is safe to stand in HTML.
function M.escaped(text) return (text:gsub("[&<>]", entities)) end

local escaped = M.escaped

local style = [[
body { max-width: 50em; margin: 2em auto; padding: 0 1em; font-family: sans-serif; }
pre { overflow-x: auto; line-height: 1.25; font-family: "DejaVu Sans Mono", monospace; }
pre.code { border-left: 3px solid #0877bd; padding-left: .8em; }
pre.failed { border-left-color: #b00020; }
svg, img { max-width: 100%; }
blockquote { border-left: 3px solid #f59322; margin-left: 0; padding-left: .8em; }
.dim { color: #777; }
@media (prefers-color-scheme: dark) {
  body { background: #1a1a1a; color: #ddd; }
  svg, img { background: #fff; }
}
]]

--- A whole page. blocks: HTML, one string each, below its title.
function M.page(name, blocks)
  local head = "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">"
    .. "<title>%s</title>\n<style>\n%s</style></head><body>\n<h1>%s</h1>\n%s\n</body></html>\n"
  return head:format(escaped(name), style, escaped(name), table.concat(blocks, "\n"))
end

local figures = 0

--- A picture to stand in a page. svg: its text. Names inside of it are made its own: of two
-- pictures with a part of the same name, the second would be drawn with the parts of the first.
function M.figure(svg)
  figures = figures + 1
  local own = ("f%d-"):format(figures)
  svg = svg:gsub("^<%?xml[^>]*>%s*", ""):gsub('(%sid=")', "%1" .. own)
  svg = svg:gsub('(href="#)', "%1" .. own):gsub("(url%(#)", "%1" .. own)
  return "<figure>" .. svg .. "</figure>"
end

--- The session as one HTML file. pictures: record -> list of SVG texts.
function M.html(records, pictures)
  local out = {}
  for _, record in ipairs(records) do
    local class = record.ok and "code" or "code failed"
    out[#out + 1] = ("<pre class=\"%s\">%s</pre>"):format(class, escaped(record.source))
    local output = trimmed(record.output or "")
    if output ~= "" then out[#out + 1] = "<pre>" .. escaped(output) .. "</pre>" end
    for _, svg in ipairs(pictures[record] or {}) do
      out[#out + 1] = M.figure(svg)
    end
  end
  return M.page(title(), out)
end

return M
