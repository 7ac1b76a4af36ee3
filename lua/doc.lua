--- The docs of the functions written in Lua: one record each, placed beside its function.
-- Requires nothing. C definitions bring their own records (`gradus.core`'s `records()`);
-- `gradus.help` reads both. A record: {name, summary, usage, args = {{name, type, default, doc},
-- …}, example, see}.

local M = {}

local records = {}

--- Add one record. Only `name` and `summary` are required; a name may be added once.
-- Longer explanations go into `text`; `formula`, `shapes` and `source` are shown where given.
function M.add(record)
  assert(type(record.name) == "string", "doc.add: a record needs a name")
  assert(type(record.summary) == "string", "doc.add: " .. record.name .. " needs a summary")
  assert(not records[record.name], "doc.add: " .. record.name .. " is documented twice")
  records[record.name] = record
  return record
end

local pending = {}

--- Call `load` before the first page is asked for: it loads modules that bring their pages along,
-- and that nobody has needed so far.
function M.later(load) pending[#pending + 1] = load end

local function settle()
  while #pending > 0 do table.remove(pending)() end
end

--- The record of `name`, or nil.
function M.get(name)
  if not records[name] then settle() end
  return records[name]
end

--- All records, sorted by name.
function M.all()
  settle()
  local out = {}
  for _, record in pairs(records) do out[#out + 1] = record end
  table.sort(out, function(a, b) return a.name < b.name end)
  return out
end

return M
