-- Tables of the proof: correct scripts that were flagged, and for each code how many of its mutants
-- were named. Counts and lays out, runs nothing.

local judge = require "judge"

local M = {}

local function add(out, format, ...) out[#out + 1] = format:format(...) end

local function sorted_keys(counts)
  local keys = {}
  for key in pairs(counts) do keys[#keys + 1] = key end
  table.sort(keys, function(a, b)
    if counts[a] ~= counts[b] then return counts[a] > counts[b] end
    return a < b
  end)
  return keys
end

-- "G0501 x12, G0402 x3"
local function counted(counts)
  local parts = {}
  for i, key in ipairs(sorted_keys(counts)) do parts[i] = ("%s x%d"):format(key, counts[key]) end
  return table.concat(parts, ", ")
end

-- Mean score of each script, and the best of each task.
local function scores(jobs, results)
  local sum, count, task, best = {}, {}, {}, {}
  for i, job in ipairs(jobs) do
    local name, r = job.item.name, results[i]
    task[name] = job.item.task
    sum[name] = (sum[name] or 0) + (r.ok and r.result or -math.huge)
    count[name] = (count[name] or 0) + 1
  end
  local mean = {}
  for name, total in pairs(sum) do
    mean[name] = total / count[name]
    best[task[name]] = math.max(best[task[name]] or -math.huge, mean[name])
  end
  return mean, best
end

-- A script is correct if it ends, and reaches 0.9 of the best score of its task.
local function check_scores(out, jobs, results)
  local mean, best = scores(jobs, results)
  local wrong, seen = 0, {}
  for i, job in ipairs(jobs) do
    local one, r = job.item, results[i]
    if not r.ok then
      add(out, "  does not end: %s, seed %d: %s", one.name, job.seed, r.error)
      wrong = wrong + 1
    elseif not seen[one.name] and not (mean[one.name] >= 0.9 * best[one.task]) then
      add(out, "  below 0.9 of the best: %s: %.3f, best of %s %.3f", one.name, mean[one.name],
        one.task, best[one.task])
      wrong = wrong + 1
    end
    seen[one.name] = true
  end
  return wrong
end

--- Judge runs of correct scripts. Returns {text, flagged (scripts), wrong, runs}.
function M.correct(jobs, results)
  local out, names, flagged, cpu = {}, {}, 0, 0
  local wrong = check_scores(out, jobs, results)
  for i, job in ipairs(jobs) do
    local alarms = judge.alarms(results[i])
    cpu = cpu + results[i].seconds
    if #alarms > 0 then
      if not names[job.item.name] then flagged = flagged + 1 end
      names[job.item.name] = true
      add(out, "  flagged: %s/%s, seed %d: %s", job.item.half, job.item.name, job.seed,
        table.concat(alarms, " "))
    end
    if results[i].failure then add(out, "  mistake of the coach: %s: %s", job.item.name,
      results[i].failure) end
  end
  local total = 0
  local all = {}
  for _, job in ipairs(jobs) do
    if not all[job.item.name] then total = total + 1 end
    all[job.item.name] = true
  end
  local low, high = judge.wilson(flagged, total)
  table.insert(out, 1, ("Correct scripts: %d flagged of %d (Wilson %.3f to %.3f), %d runs, %.1f s")
    :format(flagged, total, low, high, #jobs, cpu))
  return {text = table.concat(out, "\n") .. "\n", flagged = flagged, wrong = wrong, total = total}
end

local function new_row(key) return {key = key, n = 0, first = 0, named = 0, shown = 0, all = 0,
  broken = 0, wrong = {}, errors = {}} end

local function count(row, job, r, base)
  local op = job.item.op
  row.kind = row.kind == nil and op.kind or row.kind
  if judge.is_broken(r) then
    row.broken = row.broken + 1
    row.errors[r.error:sub(1, 120)] = (row.errors[r.error:sub(1, 120)] or 0) + 1
    return
  end
  row.all = row.all + 1
  if not judge.is_harmful(op, r, base) then return end
  local first, named = judge.named(op, r)
  row.n = row.n + 1
  row.first = row.first + (first and 1 or 0)
  row.named = row.named + (named and 1 or 0)
  if not first then
    local what = r.codes[1] and r.codes[1].code or "nothing"
    row.wrong[what] = (row.wrong[what] or 0) + 1
  end
  return first
end

local function line(out, row)
  local low = judge.wilson(row.first, row.n)
  add(out, "%-46s %5d/%-5d %5d/%-5d %5.2f %6d %6d  %s", row.key, row.first, row.n, row.named,
    row.n, low,
    row.all, row.broken, counted(row.wrong))
end

local HEAD = ("%-46s %11s %11s %5s %6s %6s  %s"):format("code", "named first", "named at all",
  "low", "ran",
  "broken", "named first instead")

-- One row for each key that `key_of(op)` gives, in order of appearance.
local function rows_by(jobs, results, of_script, key_of, is_in)
  local rows, order = {}, {}
  for i, job in ipairs(jobs) do
    if not is_in or is_in(job.item.op) then
      local key = key_of(job.item.op)
      if not rows[key] then
        rows[key] = new_row(key)
        order[#order + 1] = rows[key]
      end
      count(rows[key], job, results[i], of_script[job.item.script.name .. job.seed])
    end
  end
  return order
end

local function list_misses(out, jobs, results, of_script, is_in)
  for i, job in ipairs(jobs) do
    local op, r = job.item.op, results[i]
    local base = of_script[job.item.script.name .. job.seed]
    if is_in(op) and not judge.is_broken(r) and judge.is_harmful(op, r, base)
      and not judge.named(op, r) then
      local names = {}
      for k, finding in ipairs(r.codes) do names[k] = finding.code end
      add(out, "  miss: %s %s: %s, %s/%s, seed %d: %s (score %s, was %s)", table.concat(op.codes,
        "/"), op.file,
        op.name, job.item.script.half, job.item.script.name, job.seed,
        #names > 0 and table.concat(names, " ")
          or "nothing", tostring(r.result), tostring(base and base.result))
    end
  end
end

local function sum_of(rows, kind)
  local sum = new_row(kind)
  for _, row in ipairs(rows) do
    if row.kind == kind then
      for _, field in ipairs{"n", "first", "named", "all",
        "broken"} do sum[field] = sum[field] + row[field] end
    end
  end
  return sum
end

-- Correct variants, generated: {text, flagged, total}. One whose score fell is not counted.
local function benign(out, jobs, results, of_script)
  local total, flagged, names, broken = 0, 0, {}, {}
  for i, job in ipairs(jobs) do
    local op, r = job.item.op, results[i]
    local base = of_script[job.item.script.name .. job.seed]
    if op.kind == "benign" and r.ok and not judge.is_harmful(op, r, base) then
      total = total + 1
      local alarms = judge.alarms(r)
      if #alarms > 0 then
        flagged = flagged + 1
        names[#names + 1] = ("  flagged: %s/%s with %s, seed %d: %s"):format(job.item.script.half,
          job.item.script.name, op.name, job.seed, table.concat(alarms, " "))
      end
    elseif op.kind == "benign" and not r.ok then
      broken[op.name] = (broken[op.name] or 0) + 1
    end
  end
  local low, high = judge.wilson(flagged, total)
  add(out, "Correct variants: %d flagged of %d runs (Wilson %.4f to %.4f)", flagged, total, low,
    high)
  for _, name in ipairs(names) do out[#out + 1] = name end
  if next(broken) then add(out, "  do not end, not counted: %s", counted(broken)) end
  return flagged
end

local function failures(out, results)
  local seen = {}
  for _, r in ipairs(results) do
    if r.failure and not seen[r.failure] then
      seen[r.failure] = true
      add(out, "  mistake of the coach: %s", r.failure)
    end
  end
end

--- Judge runs of mutants with two mistakes: is the first finding one of the two, are both named?
function M.pairs(jobs, results)
  local out, ran, first, both = {}, 0, 0, 0
  for i, job in ipairs(jobs) do
    local op, r = job.item.op, results[i]
    if not judge.is_broken(r) then
      ran = ran + 1
      if judge.named(op, r) then first = first + 1
      else add(out, "  miss: %s, %s: %s", op.name, job.item.script.name,
        table.concat(judge.alarms(r), " ")) end
      local _, a = judge.named(op.parts[1], r)
      local _, b = judge.named(op.parts[2], r)
      both = both + (a and b and 1 or 0)
    end
  end
  local low, high = judge.wilson(first, ran)
  add(out, "Pairs of mistakes: first one of the two %d/%d (Wilson %.3f to %.3f), both named %d/%d",
    first, ran,
    low, high, both, ran)
  return table.concat(out, "\n") .. "\n"
end

--- Judge runs of mutants. Returns {text, missed (goals)}. known: codes that have a rule.
function M.mutants(jobs, results, of_script, known, options)
  local out = {}
  local flagged = benign(out, jobs, results, of_script)
  out[#out + 1] = HEAD
  local function has_rule(op) return op.kind ~= "benign" and (options.all
    or judge.has_rule(op, known)) end
  local by_code = rows_by(jobs, results, of_script, function(op)
    return table.concat(op.codes, "/") .. " " .. op.kind
  end, has_rule)
  for _, row in ipairs(by_code) do line(out, row) end
  local facts, dynamics = sum_of(by_code, "fact"), sum_of(by_code, "dynamics")
  for _, sum in ipairs{facts, dynamics, sum_of(by_code, "advice")} do line(out, sum) end
  add(out, "\nBy operator:")
  local by_operator = rows_by(jobs, results, of_script, function(op)
    return ("%s %s: %s"):format(op.codes[1], op.file, op.name)
  end, has_rule)
  for _, row in ipairs(by_operator) do
    line(out, row)
    if row.broken > 0 and options.misses then add(out, "    %s", counted(row.errors)) end
  end
  local without = rows_by(jobs, results, of_script, function(op) return table.concat(op.codes,
    "/") end,
    function(op) return op.kind ~= "benign" and not has_rule(op) end)
  for _, row in ipairs(without) do add(out, "no rule yet: %s (%d mutants)", row.key, row.all) end
  failures(out, results)
  if options.misses then list_misses(out, jobs, results, of_script, has_rule) end
  local missed = (facts.first < facts.n and 1 or 0) + (dynamics.first < 0.9 * dynamics.n and 1 or 0)
    + flagged
  return {text = table.concat(out, "\n") .. "\n", missed = missed, rows = by_code}
end

return M
