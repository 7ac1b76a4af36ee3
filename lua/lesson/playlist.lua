--- Playlists: steps of several lessons in a row, played as if they were one lesson.
-- Requires gradus.embed and gradus.lesson.catalogue. Prints nothing.
--
-- A file lessons/playlists/NAME.lua returns {title=, parts={{LESSON, MINUTES, TOPIC}, …}, pause=}.
-- Of each lesson it takes the steps marked `class`; lessons that are not there are passed over.

local catalogue = require "gradus.lesson.catalogue"
local embed = require "gradus.embed"

local M = {}

local function path_of(name) return "lessons/playlists/" .. name .. ".lua" end

--- Is there a playlist of this name?
function M.exists(name) return embed.read(path_of(name)) ~= nil end

--- The names of all playlists.
function M.names()
  local out = {}
  for _, path in ipairs(embed.list("lessons/playlists/")) do
    out[#out + 1] = path:match("^lessons/playlists/([^/]+)%.lua$")
  end
  return out
end

-- A step that has left its lesson: it takes its world with it, and names where it comes from.
local function taken(step, lesson)
  local out = {}
  for field, value in pairs(step) do out[field] = value end
  out.id, out.own_id = lesson.name .. "/" .. step.id, step.id
  out.world, out.home = lesson.world, lesson.name
  return out
end

-- Words between two parts.
local function break_step(pause)
  return {kind = "say", id = "pause", title = "Pause",
    text = ("%d minutes."):format(pause.minutes)}
end

local function add_part(list, part)
  local lesson = catalogue.load(part[1])
  for _, step in ipairs(lesson and lesson.steps or {}) do
    if step.class then
      list.steps[#list.steps + 1] = taken(step, lesson)
      table.move(step.rows or {}, 1, #(step.rows or {}), #list.rows + 1, list.rows)
    end
  end
end

--- A playlist as a lesson.
function M.load(name)
  local list = assert(load(embed.read(path_of(name)), "@" .. path_of(name), "t", {}))()
  local pause = list.pause or {minutes = 0}
  list.name, list.label, list.origin, list.seed = name, name, path_of(name), 1
  list.steps, list.rows, list.minutes = {}, {}, pause.minutes
  for _, part in ipairs(list.parts) do
    add_part(list, part)
    list.minutes = list.minutes + part[2]
    if pause.after == part[1] then list.steps[#list.steps + 1] = break_step(pause) end
  end
  return list
end

return M
