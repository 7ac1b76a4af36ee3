--- The workspace as it was: variables, tables, weights, optimizers, random numbers; to be put back.
-- Requires core, sys and the workspace. Everything is put back in place, so that whatever holds a
-- tensor, a table or an optimizer (a closure, a list, another object) holds it still.
--
-- A snapshot lists every object that can be reached from the learner's variables, with a copy of
-- what it holds. Numbers of a tensor are copied only if they have changed since the last snapshot
-- (its version counts in-place changes); both then share one copy.

local core = require "gradus.core"
local workspace = require "gradus.repl.workspace"

local M = {}

local most_bytes = 64 * 2 ^ 20 -- of one tensor; larger ones are not kept
local most_entries = 200000 -- of all tables together; beyond it tables are not kept

-- tensor -> {version, copy}: the latest copy of each, as long as somebody holds the tensor.
local copies = setmetatable({}, {__mode = "k"})

-- --- copying -------------------------------------------------------------------------------------

local function copy_of(tensor, snapshot)
  local version = core.version(tensor)
  local known = copies[tensor]
  if known and known.version == version then return known.copy end
  local bytes = 4 * tensor:numel()
  if bytes > most_bytes then
    snapshot.too_large = true
    return nil
  end
  snapshot.bytes = snapshot.bytes + bytes
  local copy = tensor:detach():clone()
  copies[tensor] = {version = version, copy = copy}
  return copy
end

-- A gradient has no version of its own that outlives `zero_grad`: it is copied each time.
local function gradient_of(tensor, snapshot)
  local grad = tensor.grad
  if not grad or 4 * grad:numel() > most_bytes then return nil end
  snapshot.bytes = snapshot.bytes + 4 * grad:numel()
  return grad:clone()
end

local keep = {}

-- What was computed from others is not changed in place; its leaves are looked at.
function keep.tensor(tensor, snapshot)
  if not tensor.is_leaf then return end
  local entry = {tensor = tensor, copy = copy_of(tensor, snapshot),
    requires_grad = tensor.requires_grad, grad = gradient_of(tensor, snapshot)}
  snapshot.tensors[#snapshot.tensors + 1] = entry
end

function keep.module(layer, snapshot, visit)
  snapshot.layers[#snapshot.layers + 1] = {layer = layer, training = layer.training}
  for _, list in ipairs{core.module_params(layer), core.module_buffers(layer)} do
    for _, pair in ipairs(list) do visit(pair[2]) end
  end
end

function keep.optimizer(opt, snapshot)
  snapshot.optimizers[#snapshot.optimizers + 1] = {opt = opt, state = core.optim_state(opt)}
end

-- A table too large to be copied is left as it is, with what it holds.
local function copy_table(t, snapshot, visit)
  local fields, room = {}, most_entries - snapshot.entries
  if rawlen(t) > room then
    snapshot.too_large = true
    return
  end
  local count = 0
  for key, value in next, t do
    fields[key] = value
    count = count + 1
    if count > room then
      snapshot.too_large = true
      return
    end
  end
  snapshot.entries = snapshot.entries + count
  for key, value in next, fields do
    visit(key)
    visit(value)
  end
  snapshot.tables[#snapshot.tables + 1] = {table = t, fields = fields, mt = debug.getmetatable(t)}
end

-- Functions of ours and of Lua itself are no part of the learner's work.
local function is_learners(fn)
  local source = debug.getinfo(fn, "S").source
  return source ~= "=[C]" and source:sub(1, 9) ~= "=[gradus]"
end

local function copy_upvalues(fn, snapshot, visit)
  if not is_learners(fn) then return end
  for i = 1, 255 do
    local name, value = debug.getupvalue(fn, i)
    if not name then return end
    if name ~= "_ENV" then
      snapshot.upvalues[#snapshot.upvalues + 1] = {fn = fn, i = i, value = value}
      visit(value)
    end
  end
end

-- --- taking --------------------------------------------------------------------------------------

-- What belongs to Lua and to Gradus is not looked into.
local function shared_objects(env)
  local seen = {[env] = true, [package.loaded] = true, [_G] = true}
  for _, module in next, package.loaded do
    if type(module) == "table" then seen[module] = true end
  end
  for _, value in next, require "gradus" do
    if type(value) == "table" then seen[value] = true end
  end
  return seen
end

-- A history is written while its run lasts and never again.
local function is_finished(t)
  local mt = debug.getmetatable(t)
  return type(mt) == "table" and rawget(mt, "__name") == "gradus.history"
end

local function keep_object(value, snapshot, visit)
  local kind = type(value)
  if kind == "table" then
    if not is_finished(value) then copy_table(value, snapshot, visit) end
  elseif kind == "function" then
    copy_upvalues(value, snapshot, visit)
  elseif kind == "userdata" then
    local handler = keep[core.kind(value)]
    if handler then handler(value, snapshot, visit) end
  end
end

-- Visits everything that can be reached, by a list instead of by recursion: a chain of a million
-- tables must not overflow the stack.
local function walk(snapshot, roots)
  local seen, waiting = snapshot.seen, {}
  local function visit(value)
    local kind = type(value)
    if (kind ~= "table" and kind ~= "function" and kind ~= "userdata") or seen[value] then
      return
    end
    seen[value] = true
    waiting[#waiting + 1] = value
  end
  for _, value in next, roots do visit(value) end
  while #waiting > 0 do keep_object(table.remove(waiting), snapshot, visit) end
end

-- The learner's variables; in a table that is not the prompt's, all that stands there is theirs.
local function own_variables(snapshot)
  if snapshot.env ~= workspace.env then return snapshot.globals end
  local own = {}
  for _, name in ipairs(workspace.own_names()) do own[name] = snapshot.globals[name] end
  for name, value in next, snapshot.globals do
    if type(name) == "string" and name:find("^_%d*$") then own[name] = value end
  end
  return own
end

--- Take a snapshot of the prompt's variables, or of those in `env`. Its fields `bytes` and
-- `entries` say how large it is, `too_large` whether something was left out.
function M.take(env)
  local snapshot = {env = env or workspace.env, globals = {}, tables = {}, upvalues = {},
    tensors = {}, layers = {}, optimizers = {}, bytes = 0, entries = 0, rng = core.rng_state()}
  snapshot.seen = shared_objects(snapshot.env)
  for name, value in next, snapshot.env do snapshot.globals[name] = value end
  walk(snapshot, own_variables(snapshot))
  return snapshot
end

--- Keep these values, too, as they are now, if they were not reached.
function M.add(snapshot, values) walk(snapshot, values) end

-- --- putting back --------------------------------------------------------------------------------

local function restore_table(t, fields)
  for key in next, t do
    if fields[key] == nil then rawset(t, key, nil) end
  end
  for key, value in next, fields do rawset(t, key, value) end
end

local function is_unchanged(tensor, copy)
  local known = copies[tensor]
  return known and rawequal(known.copy, copy) and known.version == core.version(tensor)
end

local function restore_tensor(entry)
  local tensor, copy = entry.tensor, entry.copy
  if copy and not is_unchanged(tensor, copy) then
    core.no_grad(function() tensor:copy_(copy) end)
    copies[tensor] = {version = core.version(tensor), copy = copy}
  end
  if tensor.requires_grad ~= entry.requires_grad then tensor.requires_grad = entry.requires_grad end
  tensor.grad = entry.grad
end

--- Put everything back as it was when the snapshot was taken. It may be put back again later.
function M.put_back(snapshot)
  for _, entry in ipairs(snapshot.tables) do
    restore_table(entry.table, entry.fields)
    debug.setmetatable(entry.table, entry.mt)
  end
  for _, entry in ipairs(snapshot.upvalues) do debug.setupvalue(entry.fn, entry.i, entry.value) end
  for _, entry in ipairs(snapshot.tensors) do restore_tensor(entry) end
  for _, entry in ipairs(snapshot.layers) do core.module_mode(entry.layer, entry.training) end
  for _, entry in ipairs(snapshot.optimizers) do core.optim_load(entry.opt, entry.state) end
  restore_table(snapshot.env, snapshot.globals)
  core.set_rng_state(snapshot.rng)
end

return M
