-- The scripts of the corpus: {name, half, path, text, task, tags}. Reads files, runs nothing.

local sys = require "gradus.sys"

local M = {}

M.halves = {"tuning", "heldout"}

local function read(path)
  local file = assert(io.open(path, "r"))
  local text = file:read "a"
  file:close()
  return text
end

-- `-- word: value` lines of the head comment.
local function tags_of(text)
  local tags = {}
  for line in text:gmatch "([^\n]*)\n" do
    if not line:match "^%-%-" then break end
    local word, value = line:match "^%-%- (%l+): (%l.*)$"
    if word then tags[word] = value end
  end
  return tags
end

local function script(half, path, name)
  local text = read(path)
  local tags = tags_of(text)
  return {name = name, half = half, path = path, text = text, tags = tags,
    task = assert(tags.task, path .. " names no task")}
end

--- All scripts below the folder `root`, of one half or of both, in order of their names.
function M.scripts(root, half)
  local out = {}
  for _, one in ipairs(half and {half} or M.halves) do
    local names = sys.listdir(root .. "/" .. one) or {}
    table.sort(names)
    for _, file in ipairs(names) do
      local name = file:match "^(.*)%.lua$"
      if name then out[#out + 1] = script(one, root .. "/" .. one .. "/" .. file, name) end
    end
  end
  return out
end

--- The operators: a flat list of {code = list, kind, name, what, edit}.
function M.operators(root)
  local out = {}
  for _, file in ipairs(dofile(root .. "/operators/index.lua")) do
    for _, op in ipairs(dofile(root .. "/operators/" .. file .. ".lua")) do
      op.file = file
      op.codes = type(op.code) == "table" and op.code or {op.code}
      out[#out + 1] = op
    end
  end
  return out
end

-- At the prompt a local lives for one line only.
local function as_typed(text, one)
  if not one.text:find("\n-- repl", 1, true) then return text end
  return (text:gsub("\nlocal ", "\n"))
end

--- All mutants of `scripts` by `operators`: {op, script, text}. An operator that does not fit a
-- script returns nil.
function M.mutants(scripts, operators)
  local out = {}
  for _, op in ipairs(operators) do
    for _, one in ipairs(scripts) do
      local text = op.edit(one.text, one)
      if text and text ~= one.text then
        out[#out + 1] = {op = op, script = one, text = as_typed(text, one)}
      end
    end
  end
  return out
end

-- Facts that are no note, in the order of their files.
local function facts(operators)
  local out = {}
  for _, op in ipairs(operators) do
    if op.kind == "fact" then out[#out + 1] = op end
  end
  return out
end

local function joined(a, b)
  local codes = table.move(a.codes, 1, #a.codes, 1, {})
  table.move(b.codes, 1, #b.codes, #codes + 1, codes)
  return {codes = codes, parts = {a, b}, kind = "fact", file = "pairs", name = a.name .. " and "
    .. b.name}
end

-- Both mistakes in one script, if each fits where the other is.
local function both(a, b, one)
  if a.file == b.file then return nil end
  local once = a.edit(one.text, one)
  if not once or once == one.text then return nil end
  local twice = b.edit(once, one)
  if not twice or twice == once or not load(twice) then return nil end
  return {op = joined(a, b), script = one, text = as_typed(twice, one)}
end

--- Up to `n` mutants with two mistakes of different files, drawn with a fixed seed.
function M.pairs(scripts, operators, n)
  local out, list, state = {}, facts(operators), 1
  local function draw(limit)
    state = (state * 48271) % 2147483647
    return state % limit + 1
  end
  for _ = 1, 50 * n do
    if #out == n then break end
    out[#out + 1] = both(list[draw(#list)], list[draw(#list)], scripts[draw(#scripts)])
  end
  return out
end

return M
