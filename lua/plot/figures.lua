--- `gradus figures -o DIR`: every figure of the lecture as a picture for slides.
-- Requires figure, kinds and lecture; gradus.core, fit.progress and gradus.sys. Trains what it
-- draws: the pictures show what this program computes, not what somebody once did.

local M = {}

local USAGE = [[
usage: gradus figures -o DIR [--as FORMAT] [--size WIDTHxHEIGHT] [NAME…]
       gradus figures --list
  -o DIR         where to write; made if it is not there
  --as FORMAT    png (usual), svg or pdf; several with commas between
  --size WxH     in pixels, 1200x750 unless given
  NAME           only figures whose name contains it]]

-- Refused command lines end with status 2, as everywhere.
local function refuse(message)
  io.stderr:write("gradus figures: ", message, "\n", USAGE, "\n")
  return nil, 2
end

local FORMATS = {png = true, svg = true, pdf = true}

local takes_value = {["-o"] = "folder", ["--as"] = "formats", ["--size"] = "size"}

-- The options as {folder, formats, size, names, list}, or nil and the status.
local function read_words(words)
  local options, i = {names = {}}, 2
  while words[i] do
    local word = words[i]
    local field = takes_value[word]
    if field then
      i = i + 1
      if not words[i] then return refuse(word .. " needs a value") end
      options[field] = words[i]
    elseif word == "--list" then options.list = true
    elseif word == "-h" or word == "--help" then options.help = true
    elseif word:sub(1, 1) == "-" then return refuse("there is no option " .. word)
    else options.names[#options.names + 1] = word end
    i = i + 1
  end
  return options
end

local function check_options(options)
  if options.help or options.list then return options end
  if not options.folder then return refuse("-o DIR says where to write") end
  options.endings = {}
  for ending in (options.formats or "png"):gmatch("[^,]+") do
    if not FORMATS[ending] then return refuse(("there is no format %q"):format(ending)) end
    options.endings[#options.endings + 1] = ending
  end
  if options.size then
    local width, height = options.size:match("^(%d+)x(%d+)$")
    width, height = math.tointeger(width), math.tointeger(height)
    if not width or width < 200 or width > 8000 or height < 150 or height > 8000 then
      return refuse(("--size is like 1200x750, found %q"):format(options.size))
    end
    options.pixels = {width = width, height = height}
  end
  return options
end

local function is_wanted(name, names)
  if #names == 0 then return true end
  for _, part in ipairs(names) do
    if name:find(part, 1, true) then return true end
  end
  return false
end

--- The figures whose names contain one of `names`; all where that is empty.
function M.chosen(names)
  local out = {}
  for _, entry in ipairs(require("gradus.plot.lecture").figures()) do
    if is_wanted(entry.name, names) then out[#out + 1] = entry end
  end
  return out
end

-- draw.KIND(...) builds a figure as plot.KIND does, but draws nothing.
local draw = setmetatable({}, {__index = function(_, kind)
  return function(...)
    return require("gradus.plot.figure").new(kind,
      require("gradus.plot.kinds")[kind].build(...))
  end
end})

--- Make the figure of an entry: silently, from a seed of its own, without traces in the ledger.
function M.make(entry)
  local quietly = require("gradus.fit.progress").quietly
  local with_seed = require("gradus.core").with_seed
  return require "gradus.coach.pause"(with_seed, 1, quietly, entry.make, draw)
end

-- Saves one figure in all formats. Returns true, or nil and why.
local function save(fig, entry, options)
  for _, ending in ipairs(options.endings) do
    local path = ("%s/%s.%s"):format(options.folder, entry.name, ending)
    local done, why = fig:save(path, options.pixels)
    if not done then return nil, why end
  end
  return true
end

local function fail(why)
  io.stderr:write("gradus figures: ", why, "\n")
  return 1
end

-- All figures, one after the other, each named as soon as it is there; then their sentences in one
-- file, for those who do not see them.
local function export(options)
  local sys, captions = require "gradus.sys", {}
  local made, why = sys.mkdirs(options.folder)
  if not made then return fail(why) end
  local chosen = M.chosen(options.names)
  if #chosen == 0 then return fail("no figure's name contains that; --list shows them all") end
  for i, entry in ipairs(chosen) do
    local fig = M.make(entry)
    local saved, problem = save(fig, entry, options)
    if not saved then return fail(problem) end
    captions[i] = ("%s\n%s\n%s\n"):format(entry.name, entry.title, fig:describe())
    print(("%s  %s"):format(entry.name, entry.title))
  end
  local written, problem = sys.replace(options.folder .. "/captions.txt",
    table.concat(captions, "\n"))
  return written and 0 or fail(problem)
end

--- Carry out the command. words: "figures" and what follows. Returns the exit status.
function M.run(words)
  local options, status = read_words(words)
  if options then options, status = check_options(options) end
  if not options then return status end
  if options.help then
    print(USAGE)
    return 0
  end
  if options.list then
    for _, entry in ipairs(M.chosen(options.names)) do
      print(("%-24s %s"):format(entry.name, entry.title))
    end
    return 0
  end
  return export(options)
end

return M
