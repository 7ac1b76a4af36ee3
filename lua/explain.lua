--- explain "E0101": the page behind the code of an error, or of a finding of the coach.
-- Requires doc, err, suggest and term; the pages of errors when one is asked for. Rooms with codes
-- of their own add their pages. Only `explain` itself prints.

local doc = require "gradus.doc"
local err = require "gradus.err"
local suggest = require "gradus.suggest"
local term = require "gradus.term"

local M = {}

local pages = {}
-- Modules that return a list of pages.
local sources = {"gradus.explain.errors", "gradus.coach.pages"}
local loaded = 0

--- Add a page: {code, title, text, wrong, right}; wrong and right are pieces of Lua.
function M.add(page)
  assert(not pages[page.code], page.code .. " is explained twice")
  pages[page.code] = page
end

--- Name a module that returns a list of pages; it is loaded when the first page is asked for.
function M.add_source(module) sources[#sources + 1] = module end

local function load_sources()
  while loaded < #sources do
    loaded = loaded + 1
    for _, page in ipairs(require(sources[loaded])) do M.add(page) end
  end
end

--- All codes, sorted.
function M.codes()
  load_sources()
  local out = {}
  for code in pairs(pages) do out[#out + 1] = code end
  table.sort(out)
  return out
end

--- The page of a code, or nil.
function M.page(code)
  load_sources()
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
