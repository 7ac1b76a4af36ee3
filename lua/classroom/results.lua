--- What a student has done, step by step, in a form that can be handed in and counted.
-- Requires gradus.json. Prints nothing.
--
-- One result for each step that was entered: {lesson, step, mark ("done", "skipped" or nil),
-- checks, hints, solutions, given, truth, off, sure, tags, seconds}. What was typed and the
-- sentences that were written are not among it. A file of results is JSON lines: first who, then
-- the results.

local json = require "gradus.json"

local M = {}

local HOUR = 3600 -- who was away longer has not spent that time on the step

-- A step that was done in a playlist belongs to the lesson it was taken from.
local function place(record)
  local lesson, step = record.step:match("^(.+)/([^/]+)$")
  return lesson or record.lesson, step or record.step
end

local take = {
  enter = function(one, r) one.since = r.t end,
  done = function(one, r)
    if r.t and one.since and r.t - one.since < HOUR then one.seconds = r.t - one.since end
    one.mark = "done"
  end,
  skipped = function(one) one.mark = one.mark or "skipped" end,
  check = function(one) one.checks = one.checks + 1 end,
  hint = function(one, r) one.hints = math.max(one.hints, r.count or 1) end,
  solution = function(one) one.solutions = one.solutions + 1 end,
  predict = function(one, r)
    one.given, one.truth, one.off, one.sure = r.given, r.truth, r.off, r.sure
  end,
}

local function new(lesson, step)
  return {lesson = lesson, step = step, checks = 0, hints = 0, solutions = 0, tags = {}}
end

--- The results in progress records, in the order in which the steps were first met.
function M.of(records)
  local out, index = {}, {}
  for _, record in ipairs(records) do
    if take[record.what] then
      local lesson, step = place(record)
      local key = lesson .. "/" .. step
      if not index[key] then
        index[key] = new(lesson, step)
        out[#out + 1] = index[key]
      end
      take[record.what](index[key], record)
      if record.tag then table.insert(index[key].tags, record.tag) end
    end
  end
  for _, one in ipairs(out) do one.since = nil end
  return out
end

-- Tells one student from another, and says nothing about either: made of the moment at which the
-- first record was kept.
local function who(records)
  local hash = 5381
  for digit in ("%.6f"):format(records[1] and records[1].t or 0):gmatch(".") do
    hash = (hash * 33 + digit:byte()) % 2 ^ 32
  end
  return ("%08x"):format(math.tointeger(hash))
end

--- The text of a file of results.
function M.encode(records, made)
  local lines = {json.encode{gradus = "results", who = who(records), made = made}}
  for _, one in ipairs(M.of(records)) do lines[#lines + 1] = json.encode(one) end
  return table.concat(lines, "\n") .. "\n"
end

local function is_result(one)
  if type(one) ~= "table" or type(one.lesson) ~= "string" or type(one.step) ~= "string" then
    return false
  end
  for _, name in ipairs{"checks", "hints", "solutions"} do
    if type(one[name]) ~= "number" then return false end
  end
  return type(one.tags) == "table"
end

--- Read the text of such a file. Returns {who, made, results}; or nil and why.
function M.decode(text)
  local out
  for line in text:gmatch("[^\n]+") do
    local one = json.decode(line)
    if not out then
      local is_head = type(one) == "table" and one.gradus == "results"
        and type(one.who) == "string"
      if not is_head then return nil, "it was not written by  gradus report" end
      out = {who = one.who, made = tonumber(one.made) or 0, results = {}}
    elseif is_result(one) then
      table.insert(out.results, one)
    else
      return nil, ("line %d cannot be read"):format(#out.results + 2)
    end
  end
  if not out then return nil, "it is empty" end
  return out
end

return M
