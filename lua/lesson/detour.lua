--- Two-minute detours: offered when the same misconception shows for the third time.
-- Requires gradus.lesson.catalogue and gradus.lesson.progress. Prints nothing.
--
-- Predictions and known mistakes carry tags ("more-epochs-always-better"). A tag that has shown in
-- three different steps, of any lessons, offers the lesson lessons/detours/TAG, if there is one and
-- it was not taken before. Nobody has to take it.

local catalogue = require "gradus.lesson.catalogue"
local progress = require "gradus.lesson.progress"

local M = {}

local TIMES = 3

--- The name of the detour for a tag.
function M.name(tag) return "detours/" .. tag end

-- In how many different steps the tag has shown, and whether its detour was taken.
local function sightings(records, tag)
  local places, count, is_taken = {}, 0, false
  for _, record in ipairs(records) do
    local place = record.tag == tag and record.lesson .. "/" .. tostring(record.step)
    if place and not places[place] then
      places[place] = true
      count = count + 1
    end
    is_taken = is_taken or record.what == "complete" and record.lesson == M.name(tag)
  end
  return count, is_taken
end

--- Is now the time to offer the detour of a tag that has just shown?
function M.is_due(tag)
  if not catalogue.exists(M.name(tag)) then return false end
  local count, is_taken = sightings((progress.read()), tag)
  return count >= TIMES and not is_taken
end

return M
