--- The reference as one HTML page that needs nothing but itself; it is well-formed XML, too.
-- Requires help.layout and repl.transcript (for escaping). Works on chapters (see book).

local escaped = require("gradus.repl.transcript").escaped
local layout = require "gradus.help.layout"

local M = {}

local STYLE = [[
:root { color-scheme: light dark; --ink: #1e1e1e; --soft: #555; --line: #ddd; --blue: #0b5c99;
  --ground: #fff; --code: #f4f6f8; }
@media (prefers-color-scheme: dark) { :root { --ink: #e6e6e6; --soft: #aaa; --line: #3a3a3a;
  --blue: #79b8ef; --ground: #16181a; --code: #212428; } }
body { font: 16px/1.5 system-ui, sans-serif; color: var(--ink); background: var(--ground);
  max-width: 54em; margin: 0 auto; padding: 1em; }
a { color: var(--blue); text-decoration: none; } a:hover, a:focus { text-decoration: underline; }
code, pre { font-family: "DejaVu Sans Mono", ui-monospace, monospace; font-size: .92em; }
pre { background: var(--code); padding: .7em 1em; overflow-x: auto; line-height: 1.35; }
h2 { border-bottom: 1px solid var(--line); margin-top: 2.5em; }
h3 { margin: 1.8em 0 .2em; font-size: 1em; } h3 code { font-size: 1.02em; font-weight: 700; }
table { border-collapse: collapse; } td { padding: .1em 1.2em .1em 0; vertical-align: top; }
nav p { margin: .3em 0; } nav a { margin-right: .6em; white-space: nowrap; }
input { font: inherit; width: 100%; box-sizing: border-box; padding: .4em .6em; }
.soft { color: var(--soft); } .formula { white-space: pre-wrap; }
@media print { input { display: none; } section { break-inside: avoid; } }]]

-- Sections without the word that is looked for are hidden; without scripts all stay.
local SCRIPT = [[
var field = document.getElementById("search");
field.hidden = false;
field.addEventListener("input", function () {
  var word = field.value.toLowerCase();
  document.querySelectorAll("section").forEach(function (s) {
    s.hidden = s.textContent.toLowerCase().indexOf(word) === -1;
  });
});]]

local function sentence(text) return (text:gsub("^%l", string.upper)) end

local function attribute(text) return (escaped(text):gsub('"', "&quot;")) end

local function link(name) return ('<a href="#%s">%s</a>'):format(attribute(name), escaped(name)) end

local function paragraph(text, class)
  if not text or text == "" then return nil end
  local open = class and ('<p class="%s">'):format(class) or "<p>"
  return open .. escaped(sentence(text)) .. "</p>"
end

local function arguments(record)
  if not (record.args and record.args[1]) then return nil end
  local rows = {}
  for i, arg in ipairs(record.args) do
    rows[i] = ("<tr><td><code>%s</code></td><td>%s</td></tr>"):format(escaped(arg.name),
      escaped(layout.argument(arg)))
  end
  return "<table>" .. table.concat(rows) .. "</table>"
end

local function see_also(record, known)
  if not (record.see and record.see[1]) then return nil end
  local out = {}
  for i, name in ipairs(record.see) do out[i] = known[name] and link(name) or escaped(name) end
  return '<p class="soft">See also: ' .. table.concat(out, ", ") .. "</p>"
end

local function shapes_of(record)
  return record.shapes ~= "any" and record.shapes or nil
end

-- One name: what help shows, as a section with an anchor.
local function section(record, known)
  local out = {('<section id="%s"><h3><code>%s</code></h3>'):format(attribute(record.name),
    escaped(layout.usage(record)))}
  local function add(part) out[#out + 1] = part or nil end
  add(paragraph(record.summary))
  if record.formula and record.formula ~= "" then
    add(('<p class="formula"><code>%s</code></p>'):format(escaped(record.formula)))
  end
  add(paragraph(shapes_of(record), "soft"))
  add(paragraph(record.text))
  add(paragraph(record.note))
  add(arguments(record))
  if record.example and record.example ~= "" then
    add("<pre>" .. escaped(record.example) .. "</pre>")
  end
  add(see_also(record, known))
  add(record.source and record.source ~= "" and paragraph("Source: " .. record.source, "soft"))
  out[#out + 1] = "</section>"
  return table.concat(out, "\n")
end

local function contents(chapters)
  local out = {"<nav>"}
  for _, chapter in ipairs(chapters) do
    local names = {}
    for i, record in ipairs(chapter.records) do names[i] = link(record.name) end
    out[#out + 1] = ('<p><b><a href="#chapter-%s">%s</a></b><br/>%s</p>'):format(chapter.key,
      escaped(chapter.title), table.concat(names, " "))
  end
  out[#out + 1] = "</nav>"
  return table.concat(out, "\n")
end

local function known_names(chapters)
  local known, count = {}, 0
  for _, chapter in ipairs(chapters) do
    for _, record in ipairs(chapter.records) do
      known[record.name], count = true, count + 1
    end
  end
  return known, count
end

local HEAD = [[
<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"/>
<meta name="viewport" content="width=device-width, initial-scale=1"/>
<title>%s</title>
<style>
%s
</style></head><body>
<h1>%s</h1>
<p>%d names, with what they do, take and return. At the prompt <code>help "name"</code> shows the
same page.</p>
<p><input id="search" type="search" placeholder="search" aria-label="search" hidden=""/></p>]]

--- The page. title: its heading.
function M.page(chapters, title)
  local known, count = known_names(chapters)
  local out = {HEAD:format(escaped(title), STYLE, escaped(title), count), contents(chapters)}
  for _, chapter in ipairs(chapters) do
    out[#out + 1] = ('<h2 id="chapter-%s">%s</h2>\n<p>%s</p>'):format(chapter.key,
      escaped(chapter.title), escaped(chapter.intro))
    for _, record in ipairs(chapter.records) do out[#out + 1] = section(record, known) end
  end
  out[#out + 1] = "<script>\n" .. SCRIPT .. "\n</script>\n</body></html>\n"
  return table.concat(out, "\n")
end

return M
