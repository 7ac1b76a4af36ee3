-- A lesson as a page: what stands there, and whose answers.
local T = require "gradus_test"
local catalogue = require "gradus.lesson.catalogue"
local handout = require "gradus.classroom.handout"
local progress = require "gradus.lesson.progress"

local function page(records)
  return handout.html(assert(catalogue.load "template"),
    progress.summary(records or {}).template)
end

local function has(text, piece)
  T.ok(text:find(piece, 1, true), ("expected %q in:\n%s"):format(piece, text:sub(1, 4000)))
end

T.test("every step stands on the page, with words, code, output and picture", function()
  local text = page()
  for i, step in ipairs(catalogue.load("template").steps) do
    has(text, ("<h2>%d · %s</h2>"):format(i, step.title))
  end
  has(text, "<pre>  what is indented = kept as it is</pre>")
  has(text, '<pre class="code">plot(train)</pre>')
  has(text, "<figure><svg")
  has(text, "What share of <code>val</code> has it right?")
  T.ok(text:find("<p>It was 0%.%d+%.</p>\n<p>It has 0%.%d+ right%.</p>"), text)
  has(text, "<details><summary>One answer</summary>")
  has(text, "<strong>In fact</strong> One line, wherever it lies.")
end)

T.test("the student's own answers and sentences of this lesson stand beside it", function()
  T.eq(page():find("You said", 1, true), nil)
  T.eq(page():find("<blockquote>", 1, true), nil)
  local text = page{
    {lesson = "template", what = "predict", step = "guess", given = "0.99", truth = "0.85"},
    {lesson = "template", what = "note", step = "own", text = "4 < 5 neurons"},
    {lesson = "other", what = "note", step = "own", text = "elsewhere"}}
  T.ok(text:find("You said 0%.99, and it was 0%.85 then%. Here it is 0%.%d+%."), text)
  has(text, "<blockquote>4 &lt; 5 neurons</blockquote>")
  T.eq(text:find("elsewhere", 1, true), nil)
end)

T.test("pictures of one page do not share the names of their parts", function()
  local text, seen = page() .. page(), {}
  for id in text:gmatch('%sid="([^"]+)"') do
    T.ok(not seen[id], id .. " twice")
    seen[id] = true
  end
  for id in text:gmatch('href="#([^"]+)"') do T.ok(seen[id], id .. " is nowhere") end
end)

local function output(words)
  local pipe = assert(io.popen("cd " .. os.getenv "HOME" .. " && " .. os.getenv "GRADUS_BIN" .. " "
    .. words .. " 2>&1"))
  local text = pipe:read("a")
  local _, _, status = pipe:close()
  return text, status
end

T.test("the command writes the file, of a lesson by name, or says why not", function()
  T.eq({output "handout reproducibility -o page.html"}, {"page.html written: 6 steps\n", 0})
  local file = assert(io.open(os.getenv "HOME" .. "/page.html"))
  has(file:read("a"), "<h1>Reproducibility</h1>")
  file:close()
  T.eq({output "handout nosuch"}, {"gradus handout: There is no lesson nosuch, neither by name nor "
    .. "as a file.\n", 1})
  T.eq(select(2, output "handout"), 2)
  T.eq(select(2, output "handout reproducibility -o /nowhere/at/all.html"), 1)
end)

T.finish()
