--- Events: what the library announces and who listens (coach, lessons, ledger).
-- Requires only the binding, and that when somebody listens to what it announces. Names: "loss",
-- "backward", "step", "zero_grad", "mode", "evaluate", "fit_start", "epoch", "fit_end", "schedule"
-- (a scheduler steps), "rewind" (a network is about to be put back), "plot", "chunk". With no
-- listener an event costs one table look-up. A listener must not raise, except to stop what is
-- running; it guards its own mistakes.

local M = {}

-- name -> list of functions; nil where nobody listens. A list is never changed once made: `on` and
-- `off` replace it, so that a listener may leave while its event is being announced.
local listeners = {}

-- Events that C announces, and only while asked to: a student's loop pays nothing otherwise.
local from_core = {loss = true, backward = true, step = true, zero_grad = true}
local attached = false

local function anybody_for_core()
  for name in pairs(from_core) do
    if listeners[name] then return true end
  end
  return false
end

-- Ask the binding for its events while somebody wants one, and no longer.
local function attach()
  local wanted = anybody_for_core()
  if wanted == attached then return end
  attached = wanted
  require("gradus.core").on_event(wanted and M.emit or nil)
end

--- Call `fn(...)` at each event `name`. Returns a handle for `off`.
function M.on(name, fn)
  local list = {}
  for i, other in ipairs(listeners[name] or {}) do list[i] = other end
  local handle = {name = name, fn = fn}
  list[#list + 1] = handle
  listeners[name] = list
  if from_core[name] then attach() end
  return handle
end

--- Stop calling the function registered under `handle`. A second call does nothing.
function M.off(handle)
  local list = {}
  for _, other in ipairs(listeners[handle.name] or {}) do
    if other ~= handle then list[#list + 1] = other end
  end
  listeners[handle.name] = list[1] and list or nil
  if from_core[handle.name] then attach() end
end

--- Announce event `name` to all who listen, in the order they came.
function M.emit(name, ...)
  local list = listeners[name]
  if not list then return end
  for i = 1, #list do list[i].fn(...) end
end

--- Tell whether anybody listens: for callers that would have to compute what they announce.
function M.heard(name) return listeners[name] ~= nil end

return M
