--- What a student has made and answered since a step began, for goals to look at.
-- Requires nothing. Changes nothing; what is not there comes back as nil or as an empty list.
--
-- Lessons see these names next to the public ones and the checks. `s` is what a goal is given.

local M = {}

--- The last entry of a list.
function M.last(list) return list[#list] end

--- The last `count` entries of a list, in order; nil where there are fewer.
function M.last_of(list, count)
  if #list < count then return nil end
  return table.move(list, #list - count + 1, #list, 1, {})
end

--- The smallest number that `measure` finds in the entries of a list; math.huge where there is
-- none. Entries of which it says nil or false do not count.
-- example: smallest(s.runs, function(run) return run.epochs <= 15 and last(run.train_loss) end)
function M.smallest(list, measure)
  local least = math.huge
  for _, entry in ipairs(list) do least = math.min(least, measure(entry) or math.huge) end
  return least
end

--- The largest number that `measure` finds in the entries of a list, as above; 0 where there is
-- none.
function M.largest(list, measure)
  local most = 0
  for _, entry in ipairs(list) do most = math.max(most, measure(entry) or 0) end
  return most
end

--- A field of a value of any kind; nil where it has none, also where asking would be an error.
function M.field(value, name)
  local ok, found = pcall(function() return value[name] end)
  if not ok then return nil end
  return found
end

--- How many different values `measure` finds in the entries of a list (and their places), or how
-- many different entries there are. nil and false do not count.
-- example: different(s.runs, function(run) return run.config.lr end)
function M.different(list, measure)
  local seen, count = {}, 0
  for i, entry in ipairs(list) do
    local value = entry
    if measure then value = measure(entry, i) end
    if value and not seen[value] then seen[value], count = true, count + 1 end
  end
  return count
end

--- What the student's lines have answered at the prompt since the step began, in order.
function M.answered(s)
  local out = {}
  for _, chunk in ipairs(s.chunks) do
    for i = 1, chunk.ok and chunk.values and chunk.values.n or 0 do
      out[#out + 1] = chunk.values[i]
    end
  end
  return out
end

--- The numbers among these answers.
function M.numbers_answered(s)
  local out = {}
  for _, value in ipairs(M.answered(s)) do
    if type(value) == "number" then out[#out + 1] = value end
  end
  return out
end

--- The latest number among these answers, or nil.
function M.last_number(s) return M.last(M.numbers_answered(s)) end

--- What was answered, and what was kept under a name, since the step began. Names that begin with
-- an underscore are the prompt's own.
function M.made(s)
  local out = M.answered(s)
  for name, value in pairs(s.w) do
    if s.before[name] ~= value and not tostring(name):find("^_") then out[#out + 1] = value end
  end
  return out
end

--- What `evaluate` has said last of a run's network on a dataset, since the step began, or nil.
function M.measured(s, run, ds)
  local model = M.field(run, "model")
  for i = #s.events, 1, -1 do
    local name, of, on, result = table.unpack(s.events[i], 1, 4)
    if name == "evaluate" and of == model and on == ds and result.loss then return result end
  end
end

--- The lowest validation loss of a run.
function M.lowest_val(run) return run.val_loss[run.best_epoch] end

--- The one number in a tensor or a number; nil for anything else.
function M.number_in(value)
  if type(value) == "number" then return value end
  local ok, x = pcall(function() return value:item() end)
  return ok and type(x) == "number" and x or nil
end

--- The numbers in a tensor, as a flat list; nil for what is no tensor.
function M.numbers_in(value)
  if type(value) ~= "userdata" then return nil end
  local ok, list = pcall(function() return value:reshape(-1):tolist() end)
  return ok and list or nil
end

return M
