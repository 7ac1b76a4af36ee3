--- `gradus tally FILE…`: what a class has done: per step success, predictions, misconceptions.
-- Requires gradus.term, gradus.words, catalogue of gradus.lesson, options and results of
-- gradus.classroom. Writes to standard output; returns the exit status. Counts people, never tries
-- alone: of two files of the same student the newer one is taken.

local catalogue = require "gradus.lesson.catalogue"
local options = require "gradus.classroom.options"
local num = require("gradus.words").num
local results = require "gradus.classroom.results"
local term = require "gradus.term"

local M = {}

-- Gathering ---------------------------------------------------------------------------------------

local function read(path)
  local file, why = io.open(path, "rb")
  if not file then return nil, why end
  local text = file:read("a")
  file:close()
  if not text then return nil, "it cannot be read" end
  return results.decode(text)
end

-- The latest results of each student, and whether every file could be read.
local function students(paths)
  local by_who, order, ok = {}, {}, true
  for _, path in ipairs(paths) do
    local one, why = read(path)
    if not one then
      io.stderr:write(("gradus tally: %s: %s\n"):format(path, why))
      ok = false
    elseif not by_who[one.who] or one.made > by_who[one.who].made then
      if not by_who[one.who] then order[#order + 1] = one.who end
      by_who[one.who] = one
    end
  end
  local out = {}
  for i, who in ipairs(order) do out[i] = by_who[who] end
  return out, ok
end

-- lesson -> step -> list of results.
local function by_step(class)
  local out = {}
  for _, student in ipairs(class) do
    for _, one in ipairs(student.results) do
      local steps = out[one.lesson] or {}
      out[one.lesson] = steps
      steps[one.step] = steps[one.step] or {}
      table.insert(steps[one.step], one)
    end
  end
  return out
end

local function count(list, holds)
  local n = 0
  for _, one in ipairs(list) do
    if holds(one) then n = n + 1 end
  end
  return n
end

local function median(list, field)
  local values = {}
  for _, one in ipairs(list) do
    if one[field] then values[#values + 1] = one[field] end
  end
  table.sort(values)
  return values[(#values + 1) // 2]
end

-- Showing -----------------------------------------------------------------------------------------

local WIDTH = 24 -- columns of the longest bar
local CLASSES = 8 -- of a histogram of numbers

local function bar(n, most)
  local length = math.floor(WIDTH * n / most + 0.5)
  return ((term.unicode() and "█" or "#"):rep(math.max(n > 0 and 1 or 0, length)))
end

local function say(format, ...) print((format:format(...):gsub("%s+$", ""))) end

-- Numbers in up to eight classes of equal width: returns a function from a number to the label of
-- its class, and the labels in order. Many different numbers say nothing one by one.
local function classes_of(numbers)
  local low, high = math.min(table.unpack(numbers)), math.max(table.unpack(numbers))
  local is_log = low > 0 and high / low > 20
  local function scaled(x) return is_log and math.log(x) or x end
  local function back(x) return is_log and math.exp(x) or x end
  local from, width = scaled(low), (scaled(high) - scaled(low)) / CLASSES
  local labels = {}
  for i = 1, CLASSES do
    labels[i] = ("%s-%s"):format(num(back(from + (i - 1) * width)), num(back(from + i * width)))
  end
  return function(x)
    local i = math.floor((scaled(x) - from) / width) + 1
    return labels[math.max(1, math.min(CLASSES, i))]
  end, labels
end

-- Counts answers. Returns label -> count, the labels in order, and the set of those that came true.
local function counted(list)
  local counts, labels, truths, numbers, distinct = {}, {}, {}, {}, 0
  for _, one in ipairs(list) do
    local given = tostring(one.given)
    if not counts[given] then distinct = distinct + 1 end
    counts[given], numbers[#numbers + 1] = (counts[given] or 0) + 1, tonumber(given)
    truths[tostring(one.truth)] = true
  end
  if #numbers < #list or distinct <= CLASSES then
    for given in pairs(counts) do labels[#labels + 1] = given end
    table.sort(labels, function(a, b)
      local x, y = tonumber(a), tonumber(b)
      if x and y then return x < y end
      return a < b
    end)
    return counts, labels, truths
  end
  local label_of
  label_of, labels = classes_of(numbers)
  counts, truths = {}, {}
  for _, one in ipairs(list) do
    local label, truth = label_of(tonumber(one.given)), tonumber(one.truth)
    counts[label] = (counts[label] or 0) + 1
    if truth then truths[label_of(truth)] = true end
  end
  return counts, labels, truths
end

-- What was predicted: each answer with the number of those who gave it, and what came true.
local function histogram(list)
  local counts, labels, truths = counted(list)
  local most = 0
  for _, n in pairs(counts) do most = math.max(most, n) end
  for _, label in ipairs(labels) do
    local n = counts[label] or 0
    say("        %s %s %3d %s", truths[label] and ">" or " ", term.pad(label, 13), n, bar(n, most))
  end
end

local function predicted(list)
  local out = {}
  for _, one in ipairs(list) do
    if one.given ~= nil then out[#out + 1] = one end
  end
  return out
end

local function step_line(index, step, list)
  local done = count(list, function(one) return one.mark == "done" end)
  local skipped = count(list, function(one) return one.mark == "skipped" end)
  local helped = count(list, function(one) return one.hints > 0 or one.solutions > 0 end)
  local minutes = median(list, "seconds")
  say("  %2s %s %3d of %-3d done%s%s%s", index, term.pad(step, 14), done, #list,
    skipped > 0 and (", %d skipped"):format(skipped) or "",
    helped > 0 and (", %d took help"):format(helped) or "",
    minutes and (", %.1f min"):format(minutes / 60) or "")
end

local function show_lesson(name, steps)
  local lesson, order = catalogue.exists(name) and catalogue.load(name), {}
  for i, step in ipairs(lesson and lesson.steps or {}) do order[step.id] = i end
  local ids = {}
  for id in pairs(steps) do ids[#ids + 1] = id end
  table.sort(ids, function(a, b)
    if order[a] and order[b] then return order[a] < order[b] end
    return a < b
  end)
  print("")
  print(term.paint("title", name))
  for _, id in ipairs(ids) do
    step_line(order[id] or "", id, steps[id])
    local guesses = predicted(steps[id])
    if guesses[1] then histogram(guesses) end
  end
end

-- Tags with the number of students in whom they have shown, the most common first.
local function misconceptions(class)
  local counts, tags = {}, {}
  for _, student in ipairs(class) do
    local seen = {}
    for _, one in ipairs(student.results) do
      for _, tag in ipairs(one.tags) do
        if not seen[tag] and not counts[tag] then tags[#tags + 1] = tag end
        if not seen[tag] then counts[tag] = (counts[tag] or 0) + 1 end
        seen[tag] = true
      end
    end
  end
  table.sort(tags, function(a, b)
    if counts[a] ~= counts[b] then return counts[a] > counts[b] end
    return a < b
  end)
  return tags, counts
end

local function show_misconceptions(class)
  local tags, counts = misconceptions(class)
  if not tags[1] then return end
  print("")
  print(term.paint("title", "Misconceptions, and in how many students they showed"))
  for _, tag in ipairs(tags) do
    say("  %s %3d %s", term.pad(tag, 28), counts[tag], bar(counts[tag], counts[tags[1]]))
  end
end

local function show(class)
  print(("%d student%s"):format(#class, #class == 1 and "" or "s"))
  print("A > marks what came true.")
  local found, shown = by_step(class), {}
  for _, name in ipairs(catalogue.names()) do
    if found[name] then show_lesson(name, found[name]) end
    shown[name] = true
  end
  local others = {}
  for name in pairs(found) do
    if not shown[name] then others[#others + 1] = name end
  end
  table.sort(others)
  for _, name in ipairs(others) do show_lesson(name, found[name]) end
  show_misconceptions(class)
end

--- Run the command. words: {"tally", FILE…}. Returns the exit status: 0 all read, 1 a file could
-- not be read, 2 the command line was wrong.
function M.run(words)
  local usage = "gradus tally FILE..."
  local given = options.parse(words)
  if not given or given.out or not given.names[1] then return options.complain(usage) end
  local class, ok = students(given.names)
  if class[1] then show(class) end
  return ok and 0 or 1
end

return M
