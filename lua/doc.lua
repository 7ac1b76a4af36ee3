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

--- The record of `name`, or nil.
function M.get(name) return records[name] end

--- All records, sorted by name.
function M.all()
  local out = {}
  for _, record in pairs(records) do out[#out + 1] = record end
  table.sort(out, function(a, b) return a.name < b.name end)
  return out
end

return M
