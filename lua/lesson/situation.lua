--- What a goal may look at: what has happened since its step began, and the workspace as it is.
-- Requires gradus.events. Watches, never acts: it changes no value of the student's.
--
-- Fields, as lessons use them (`s` by custom):
--   s.w          the student's variables, to read (s.w.h)        s.before   as they were at first
--   s.runs       histories of the runs that ended, in order      s.last     the latest of them
--   s.events     all that happened: lists {name, …}              s.chunks   what was typed
--   s.answers    this student's predictions by step id

local events = require "gradus.events"

local M = {}
M.__index = M

-- Announced rarely enough to be listened to in every step; a step names others in `listen`.
local always = {"fit_end", "plot", "evaluate", "mode"}

local function copy(t)
  local out = {}
  for key, value in next, t do out[key] = value end
  return out
end

--- A view of a table that can be read and not written, past any metatable of its own.
function M.read_only(t)
  return setmetatable({}, {
    __index = function(_, key) return rawget(t, key) end,
    __newindex = function(_, key)
      error(("a check may not change the workspace (it sets %s)"):format(tostring(key)), 2)
    end,
    __pairs = function() return next, t, nil end,
  })
end

local function listen(self, name)
  self.handles[#self.handles + 1] = events.on(name, function(...)
    if self.is_deaf then return end
    self.events[#self.events + 1] = {name, ...}
    local run = ...
    if name == "fit_end" and run ~= nil then
      self.runs[#self.runs + 1] = run
      self.last = run
    end
  end)
end

--- Start to watch. env: the student's workspace; extra: names of further events; answers: by step.
function M.open(env, extra, answers)
  local self = setmetatable({w = M.read_only(env), before = M.read_only(copy(env)), runs = {},
    events = {}, chunks = {}, handles = {}, answers = answers or {}}, M)
  for _, name in ipairs(always) do listen(self, name) end
  for _, name in ipairs(extra or {}) do listen(self, name) end
  return self
end

--- Call fn(...) without listening: what a check does by itself is no deed of the student's.
function M:deaf_to(fn, ...)
  self.is_deaf = true
  local results = table.pack(fn(...))
  self.is_deaf = false
  return table.unpack(results, 1, results.n)
end

--- Remember a chunk that ran at the prompt: {source, ok, values, error, seconds}. A copy: the
-- prompt lets go of the values once everybody has heard of them, and goals ask for them later.
function M:add_chunk(chunk) self.chunks[#self.chunks + 1] = copy(chunk) end

--- How often an event was announced since the step began.
function M:count(name)
  local n = 0
  for _, event in ipairs(self.events) do
    if event[1] == name then n = n + 1 end
  end
  return n
end

--- The first run since the step began for which `predicate(run)` holds, or nil.
function M:run_with(predicate)
  for _, run in ipairs(self.runs) do
    if predicate(run) then return run end
  end
end

--- Stop watching.
function M:close()
  for _, handle in ipairs(self.handles) do events.off(handle) end
  self.handles = {}
end

return M
