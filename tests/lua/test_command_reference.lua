-- lua/command/reference.lua, lua/help/book.lua and html.lua: the reference as a page and as a text.

local T = require "gradus_test"
local book = require "gradus.help.book"
local help = require "gradus.help"
local html = require "gradus.help.html"

local PROGRAM = os.getenv "GRADUS_BUILD" .. "/gradus"
local folder = os.getenv "HOME"

local function run(words)
  local pipe = assert(io.popen(PROGRAM .. " reference " .. words .. " 2>&1"))
  local text = pipe:read "a"
  local _, _, status = pipe:close()
  return text, status
end

T.test("every name stands in one chapter, and no chapter is empty", function()
  local seen, count = {}, 0
  for _, chapter in ipairs(book.chapters()) do
    T.ok(#chapter.records > 0, chapter.title)
    for _, record in ipairs(chapter.records) do
      T.ok(not seen[record.name], record.name)
      seen[record.name], count = chapter.key, count + 1
    end
  end
  T.eq(count, #help.records())
  T.eq({seen["nn.Linear"], seen["nn.ReLU"], seen["nn.MaxPool2d"], seen["t:matmul"], seen.fit,
    seen["nn.init.zeros_"], seen.zeros}, {"layers", "activations", "layers", "tensors", "learning",
    "init", "tensors"})
end)

T.test("the page is well-formed, and every link leads somewhere", function()
  local path = folder .. "/reference.html"
  local text, status = run("-o " .. path)
  T.eq(status, 0, text)
  local pipe = assert(io.popen("xmllint --noout " .. path .. " 2>&1"))
  T.eq(pipe:read "a", "")
  T.ok(pipe:close())
  local file = assert(io.open(path))
  local page = file:read "a"
  file:close()
  local anchors, links = {}, 0
  for name in page:gmatch ' id="([^"]+)"' do
    T.ok(not anchors[name], name .. " is there twice")
    anchors[name] = true
  end
  for name in page:gmatch 'href="#([^"]+)"' do
    T.ok(anchors[name], "no anchor called " .. name)
    links = links + 1
  end
  T.ok(links > #help.records())
  for address in page:gmatch '[%w]+="(https?:[^"]+)"' do T.ok(false, "it needs " .. address) end
end)

T.test("what stands on a page is what the record says, whatever its letters", function()
  local record = {name = "a<b", usage = "a<b(x & y)", summary = "less than.", shapes = "any",
    args = {{name = "x", doc = "a number", range = "[0, inf)", default = 3}}, see = {"a<b", "none"},
    example = "print(1 < 2)"}
  local page = html.page({{key = "k", title = "T & U", intro = "i", records = {record}}}, "R")
  T.ok(page:find("<code>a&lt;b(x &amp; y)</code>", 1, true))
  T.ok(page:find("<p>Less than.</p>", 1, true))
  T.ok(page:find("<td>a number; at least 0; default 3</td>", 1, true))
  T.ok(page:find('See also: <a href="#a&lt;b">a&lt;b</a>, none', 1, true))
  T.ok(not page:find("any", 1, true))
end)

T.test("in a pipe the pages themselves; a wrong path or word is said", function()
  local text = run ""
  T.ok(text:find "Learning and judging\n====================\n", "no chapters")
  T.ok(text:find "\nnn%.Linear%(in, out", "no page of nn.Linear")
  local why, status = run "-o /no/such/folder/a.html"
  T.eq({why, status}, {"gradus reference: /no/such/folder/a.html: No such file or directory\n", 1})
  why, status = run "letters"
  T.ok(why:find "nothing called letters to write\nusage: gradus reference")
  T.eq(status, 2)
end)

T.finish()
