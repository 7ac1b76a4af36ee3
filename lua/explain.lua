--- explain "E0101": the page behind the code of an error, or of a finding of the coach.
-- Requires doc, err, suggest and term; the pages of errors when one is asked for. Only `explain`
-- itself prints.

local doc = require "gradus.doc"
local err = require "gradus.err"
local suggest = require "gradus.suggest"
local term = require "gradus.term"

local M = {}

-- Code -> {code, title, text, wrong, right}; wrong and right are pieces of Lua.
local pages

-- Read when the first page is asked for.
local function load_pages()
  if pages then return end
  local read = {}
  for _, source in ipairs{"gradus.explain.errors", "gradus.coach.pages"} do
    for _, page in ipairs(require(source)) do
      assert(not read[page.code], page.code .. " is explained twice")
      read[page.code] = page
    end
  end
  pages = read
end

--- All codes, sorted.
function M.codes()
  load_pages()
  local out = {}
  for code in pairs(pages) do out[#out + 1] = code end
  table.sort(out)
  return out
end

--- The page of a code, or nil.
function M.page(code)
  load_pages()
  return pages[code:upper()]
end

local function add_wrapped(out, text, indent)
  local width = math.min(term.width() - 1, 76) - #indent
  for _, line in ipairs(term.wrap(text, width)) do
    out[#out + 1] = line == "" and "" or indent .. line
  end
end

local function add_code(out, label, code)
  if not code then return end
  out[#out + 1] = ""
  out[#out + 1] = "  " .. label
  for line in (code .. "\n"):gmatch("(.-)\n") do out[#out + 1] = "    " .. line end
end

--- Lay out a page as a text of lines.
function M.text(page)
  local out = term.wrap(page.code .. "  " .. page.title, math.min(term.width() - 1, 76))
  for i, line in ipairs(out) do out[i] = term.paint("title", line) end
  add_wrapped(out, page.text, "  ")
  add_code(out, page.right and "This does it:" or "It shows at:", page.wrong)
  add_code(out, "This works:", page.right)
  return table.concat(out, "\n")
end

local function unknown(code)
  local near = suggest.question(tostring(code):upper(), M.codes(), 1)
  err.raise("E0102", ("explain: there is no code %s"):format(tostring(code)),
    near or "The code stands in brackets behind an error: explain \"E0101\".", 3)
end

--- Print the page of a code. errors: E0102 no such code.
function M.explain(code)
  local page = type(code) == "string" and M.page(code)
  if not page then unknown(code) end
  print(M.text(page))
end

doc.add{name = "explain", usage = 'explain "E0101"',
  summary = "Shows the page behind the code of an error or of a finding of the coach.",
  args = {{name = "code", type = "string", doc = "the code, as it stands in brackets"}},
  example = 'explain "E0101"', see = {"help"}}

return M
