--- Walking through a module: its parts in order, all its parameters, all modules inside it.
-- Requires core and nn.module. The order is the contract: a list part first, then named fields in
-- alphabetical order. A tensor or module that appears twice counts once, where it came first.

local core = require "gradus.core"
local module = require "gradus.nn.module"

local M = {}

local function is_tensor(value) return core.kind(value) == "tensor" end

local function sorted_names(t)
  local names = {}
  for key in next, t do
    if type(key) == "string" then names[#names + 1] = key end
  end
  table.sort(names)
  return names
end

-- Adds what stands in the table `t`; a plain table inside (a list of layers) is looked through,
-- too.
local function scan(t, prefix, kind, out, seen)
  seen[t] = true
  local function add(key, value)
    local name = prefix .. key
    if is_tensor(value) then
      out[#out + 1] = {name = name, value = value, kind = kind}
    elseif module.is(value) then
      out[#out + 1] = {name = name, value = value, kind = "module"}
    elseif type(value) == "table" and getmetatable(value) == nil and not seen[value] then
      local inside = prefix == "" and key == "buffers" and "buffer" or kind
      scan(value, name .. ".", inside, out, seen)
    end
  end
  for i = 1, #t do add(i, t[i]) end
  for _, key in ipairs(sorted_names(t)) do add(key, t[key]) end
end

local function layer_parts(m)
  local out = {}
  for _, pair in ipairs(core.module_params(m)) do
    out[#out + 1] = {name = pair[1], value = pair[2], kind = "parameter"}
  end
  for _, pair in ipairs(core.module_buffers(m)) do
    out[#out + 1] = {name = pair[1], value = pair[2], kind = "buffer"}
  end
  return out
end

--- What stands directly in a module: a list of {name, value, kind}, in order.
-- kind: "parameter" (trained), "buffer" (saved, not trained: running means, fields of a table
-- `buffers`) or "module".
function M.parts(m)
  if module.is_layer(m) then return layer_parts(m) end
  local out = {}
  scan(m, "", "parameter", out, {})
  return out
end

-- What was found in a module stays true as long as every table looked through still holds the same
-- tensors and tables. That is a quick look; the walk itself is not, and nn.reg asks at every step.
local found = setmetatable({}, {__mode = "k"})

local function holds_parts(value)
  local kind = type(value)
  return kind == "table" or kind == "userdata"
end

-- The parts of a table in the order of `next`, which stays as it is while the table does.
local function snapshot(t)
  local parts = {}
  for _, value in next, t do
    if holds_parts(value) then parts[#parts + 1] = value end
  end
  return parts
end

local function collect(m, prefix, out, seen)
  seen[m] = true
  for _, part in ipairs(M.parts(m)) do
    local name = prefix .. part.name
    if part.kind == "module" then
      if not seen[part.value] then collect(part.value, name .. ".", out, seen) end
    elseif not seen[part.value] then
      seen[part.value] = true
      out[#out + 1] = {name = name, value = part.value, kind = part.kind, owner = m}
    end
  end
  return out
end

-- Every table that a walk through `m` looks at, with what it holds.
local function look_through(t, tables)
  if type(t) ~= "table" or tables[t] then return end
  tables[t] = snapshot(t)
  for _, value in ipairs(tables[t]) do
    local plain = type(value) == "table" and getmetatable(value) == nil
    if plain or module.is(value) then look_through(value, tables) end
  end
end

--- The list of `M.tensors` if it was asked for before and still holds; else nil. Quick.
function M.known(m)
  local known = found[m]
  return known and core.same_parts(known.tables) and known.list or nil
end

--- All tensors of a module and of those inside it: a list of {name, value, kind, owner}, not to be
-- changed by the caller; the same list as long as the module holds the same parts.
-- Names are paths: "1.weight", "block.2.bias".
function M.tensors(m)
  local list = M.known(m)
  if list then return list end
  local known = {list = collect(m, "", {}, {}), tables = {}}
  look_through(m, known.tables)
  found[m] = known
  return known.list
end

--- The modules directly inside, in order.
function M.children(m)
  local out = {}
  if module.is_layer(m) then return out end
  for _, part in ipairs(M.parts(m)) do
    if part.kind == "module" then out[#out + 1] = part.value end
  end
  return out
end

--- Call fn(module) for `m` and every module inside, those inside first; each once.
function M.each(m, fn, seen)
  seen = seen or {}
  if seen[m] then return end
  seen[m] = true
  for _, child in ipairs(M.children(m)) do M.each(child, fn, seen) end
  fn(m)
end

return M
