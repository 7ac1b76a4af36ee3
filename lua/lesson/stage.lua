--- A lesson's step, set up to be played by a program instead of a student.
-- Requires gradus (for `seed`), gradus.lesson.player, progress and session. Nothing that happens on
-- this stage is kept in the progress file.

local player = require "gradus.lesson.player"
local progress = require "gradus.lesson.progress"
local session = require "gradus.lesson.session"

local current -- the session that was begun last

--- Begin step `index` of a lesson in a world of its own, made from `seed`. The session begun before
-- stops watching: hundreds of them would otherwise keep every event, and the tensors in it.
-- Returns the player and the session.
return function(lesson, index, seed)
  if current then current:close() end
  local actor = player.new()
  local one = session.new(actor.shell, lesson, progress.empty())
  one.rehearsal, one.seed = true, seed
  require("gradus").seed(seed)
  actor:play(one)
  one:enter(index, true)
  current = one
  return actor, one
end
