--- runs: the ledger. Every run of `fit` in this session, numbered, comparable, repeatable.
-- Requires err, fit.difference, fit.snapshot, history, loops and words. Prints nothing: it is a
-- value that prints.
--
-- Old runs keep their curves and settings; their heavy parts (network, first weights, data) are let
-- go when the ledger holds more than HEAVY numbers. Whoever holds a history keeps it whole.

local difference = require "gradus.fit.difference"
local doc = require "gradus.doc"
local err = require "gradus.err"
local history = require "gradus.history"
local loops = require "gradus.loops"
local kind_of = require("gradus.options").kind
local snapshot = require "gradus.fit.snapshot"
local words = require "gradus.words"

local HEAVY = 16e6 -- numbers (64 MB) that networks and data in the ledger may hold together

local M = {}

local list = {}                                   -- id -> history
local count = 0
local tasks = setmetatable({}, {__mode = "k"})    -- model -> task
local last_of = setmetatable({}, {__mode = "k"})  -- model -> {id, fingerprint}

local function enter(h)
  count = count + 1
  rawset(h, "id", count)
  list[count] = h
end

-- Loops that were written by hand since the last look, in the order they began.
local function settle() loops.settle(enter) end

--- Give a history its number. It counts even if the run is interrupted at once.
function M.number(h)
  settle()
  enter(h)
end

-- How many numbers a run alone keeps alive; data that several runs share counts once.
local function weight(h, seen)
  local n = 2 * snapshot.size(h.start.weights)
  for _, ds in ipairs{h.train, h.val} do
    if not seen[ds] then n = n + ds.x:numel() end
    seen[ds] = true
  end
  return n
end

local light = {"train_loss", "val_loss", "train_accuracy", "val_accuracy", "lr", "penalty",
  "epochs",
  "total_epochs", "best_epoch", "first_loss", "baseline_loss", "id", "seed", "stopped", "continues",
  "changed", "config", "source", "seconds", "task", "restored", "name", "note", "steps"}

local function without_heavy_parts(h)
  local copy = {kept = false}
  for _, name in ipairs(light) do copy[name] = h[name] end
  return history.new(copy)
end

local at_most = 0 -- numbers held: counted at the last trimming, and no fewer than were added since

-- From the newest to the oldest: what no longer fits is replaced by its light copy.
local function trim()
  local total, seen = 0, {}
  at_most = 0
  for id = count, 1, -1 do
    local h = list[id]
    if h.kept then
      total = total + weight(h, seen)
      if total > HEAVY and id < count then
        list[id] = without_heavy_parts(h)
      else
        at_most = total
      end
    end
  end
end

--- Note what became of a run: its final weights tell later whether a run continues it.
function M.keep(h)
  last_of[h.model] = {id = h.id, fingerprint = snapshot.fingerprint(h.model)}
  if h.kept then at_most = at_most + weight(h, {}) end
  if at_most > HEAVY then trim() end
end

--- The run whose work a `fit` of this model would continue: its latest, if nobody has changed the
-- weights since. Returns its history or nil.
function M.continued_by(model)
  local last = last_of[model]
  if not last or snapshot.fingerprint(model) ~= last.fingerprint then return nil end
  return list[last.id]
end

--- Note what a network is trained for, also in runs that are not entered here.
function M.note_task(model, task) tasks[model] = task end

--- What a network was last trained for by fit ("binary", …), or nil.
function M.task_of(model) return tasks[model] end

--- The latest run, or nil.
function M.latest()
  settle()
  return list[count]
end

--- How many runs there are.
function M.count() return count end

--- A run by its number, or a history as it is. who: the function that was asked. errors: E0102,
-- E0103.
function M.find(which, who, level)
  if history.is(which) then return which end
  if type(which) ~= "number" then
    err.raise("E0103", ("%s takes a history or the number of a run, found "
      .. "%s"):format(who, kind_of(which)),
      "For example runs.diff(1, 2) or runs.diff(h1, h2).", (level or 2) + 1)
  end
  if list[which] then return list[which] end
  err.raise("E0102", ("%s: there is no run %s"):format(who, which), count == 0 and
    "There are no runs yet; fit makes one." or ("Runs 1 to %d "
      .. "exist."):format(count), (level or 2) + 1)
end

-- Was it trained in the lab, with knobs that were turned?
local function is_from_lab(h) return h.source ~= nil and h.source:find("^:live") ~= nil end

--- Require a run that can be trained once more. who: the function that was asked. errors: E0102.
function M.check_kept(h, who, level)
  if h.kept then return end
  if h.steps then
    err.raise("E0102", ("%s: run %d was a loop of your own"):format(who, h.id),
      who .. " repeats what fit trained; run the loop's code once more.", level + 1)
  end
  if is_from_lab(h) then
    err.raise("E0102", ("%s: run %d was trained in the lab"):format(who, h.id),
      "Its settings again: " .. h.source, level + 1)
  end
  err.raise("E0102", ("%s: the network and data of run %s are no longer kept"):format(who, h.id
    or "?"),
    "Only the latest runs keep them. Run fit anew.", level + 1)
end

local make_diff = words.result("runs.diff", "a b changes others "
  .. "text", function(d) return d.text end)

doc.add {
  name = "runs.diff", summary = "Says in which settings two runs differ, and what came of it.",
  usage = "runs.diff(1, 2)  or  runs.diff(h1, h2)",
  args = {{name = "a", type = "history or number", doc = "the first run"},
    {name = "b", type = "history or number", doc = "the run to compare with it"}},
  text = "Returns a value that prints as one line; its field `changes` lists {name, from, to}.",
  example = "h1 = fit(mlp(2, 8, 1), data.moons{n = 40, seed = 1}, {epochs = 3, verbose = false})\n"
    .. "h2 = again{lr = 0.01}\nprint(runs.diff(h1, h2).changes[1].name)  --> lr",
  see = {"runs", "again", "fit"},
}

--- Compare two runs (histories, or their numbers). errors: E0102 no such run, E0103.
function M.diff(a, b)
  local first, second = M.find(a, "runs.diff", 2), M.find(b, "runs.diff", 2)
  return make_diff(difference.compare(first, second))
end

-- ---- the list ---------------------------------------------------------------

-- What is special about a run: its difference from the one before, or what it is.
local function described(h)
  if h.changed then return "= " .. h.changed end
  if h.continues then return "continues run " .. h.continues end
  local c = h.config
  if h.steps then
    return ("%s, %s, %s"):format(c.network, c.optimizer or "?", words.count(h.steps, "step"))
  end
  return ("%s, %s, lr %s%s"):format(c.network, c.optimizer, words.setting(c.lr),
    is_from_lab(h) and ", lab" or "")
end

local function row(h)
  local best = h.best_epoch and ("%s at %d"):format(words.num(h:judged_by()[h.best_epoch]),
    h.best_epoch) or "-"
  return {tostring(h.id), described(h), words.num(h:last "train_loss"),
    words.num(h:last "val_loss"), best}
end

local SHOWN = 30

local function ledger_text()
  if count == 0 then return "no runs yet; fit makes the first" end
  local rows = {{"run", "what", "train", "val", "best"}}
  for id = math.max(1, count - SHOWN + 1), count do rows[#rows + 1] = row(list[id]) end
  local text = words.columns(rows, {"right", "left"})
  return count > SHOWN and ("(the last %d of %d runs)\n"):format(SHOWN, count) .. text or text
end

doc.add {
  name = "runs", summary = "The ledger: every run of this session, by number.",
  usage = "runs   runs[3]   #runs   runs.diff(1, 2)   runs.last",
  text = "Printed, it is a table: run, what it was, last training and validation loss, the best "
    .. "loss and its epoch. runs[3] is the history of run 3. Loops of your own that call "
    .. "opt:step() are entered, too.",
  example = "h = fit(mlp(2, 8, 1), data.moons{n = 40, seed = 1}, {epochs = 3, verbose = false})\n"
    .. "print(runs.last == h, runs[h.id] == h)  --> true\ttrue",
  see = {"runs.diff", "runs.rewind", "runs.race", "again", "fit"},
}

local public = {}
local mt = {__name = "gradus.runs"}

-- The methods that fit uses are fields, too; looking at runs enters hand-written loops first.
function mt.__index(_, key)
  if not M[key] or key == "diff" then settle() end
  if type(key) == "number" then return list[key] end
  if key == "diff" then return M.diff end
  if key == "last" then return list[count] end
  if key == "rewind" then return require("gradus.rewind").rewind end
  if key == "race" then return require("gradus.race").race end
  if key == "replay" then
    return function(which) return require("gradus.again").replay(which) end
  end
  local internal = M[key]
  if internal then return internal end
  err.raise("E0106", ("runs has no field %s"):format(tostring(key)),
    "It has diff, last, race, replay, rewind and numbers.", 2)
end

function mt.__newindex()
  err.raise("E0106", "runs is written by fit; nothing can be put into it", nil, 2)
end

function mt.__len()
  settle()
  return count
end

function mt.__call() return public end
function mt.__tostring()
  settle()
  return words.plain(ledger_text())
end

return setmetatable(public, mt)
