--- `gradus reference`: the help pages of all names as one book, for reading and for printing.
-- Requires help.book, help.html, help.layout, words (of this folder) and term.

local book = require "gradus.help.book"
local html = require "gradus.help.html"
local layout = require "gradus.help.layout"
local term = require "gradus.term"
local words_of = require "gradus.command.words"

local M = {}

local USAGE = [[
usage: gradus reference [-o FILE.html]
  -o FILE.html   write the reference as a page that needs nothing else
  without it, the reference as text, for a pipe: gradus reference | less]]

local function underlined(title) return title .. "\n" .. ("="):rep(#title) end

-- All pages, as help shows them.
local function text_of(chapters)
  local out = {}
  for _, chapter in ipairs(chapters) do
    out[#out + 1] = underlined(chapter.title) .. "\n" .. chapter.intro
    for _, record in ipairs(chapter.records) do out[#out + 1] = layout.page(record) end
  end
  return table.concat(out, "\n\n\n") .. "\n"
end

-- A screen cannot hold the book: it gets the contents.
local function contents_of(chapters)
  local out = {}
  for _, chapter in ipairs(chapters) do
    out[#out + 1] = ("%-30s %3d names"):format(chapter.title, #chapter.records)
  end
  return table.concat(out, "\n") .. "\n\nto keep:      gradus reference -o reference.html\n"
    .. "to read here: gradus reference | less\none page:     help \"fit\" at the prompt\n"
end

local function write(path, text)
  local done, why = require("gradus.sys").replace(path, text)
  if not done then return words_of.refuse("reference", why) end
  print(("written to %s (%d kB)"):format(path, #text // 1000))
  return 0
end

--- Carry out the command. words: "reference" and what follows. Returns the exit status.
function M.run(words)
  local options, why = words_of.read(words, {["-o"] = "path"})
  if options and options.rest[1] then
    options, why = nil, ("there is nothing called %s to write"):format(options.rest[1])
  end
  if not options then return words_of.refuse("reference", why, USAGE) end
  if options.help then
    print(USAGE)
    return 0
  end
  local chapters = book.chapters()
  if options.path then return write(options.path, html.page(chapters, "Gradus reference")) end
  io.write(term.is_tty() and contents_of(chapters) or text_of(chapters))
  return 0
end

return M
