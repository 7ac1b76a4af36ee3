-- Steps of several lessons in a row, played as one.
local T = require "gradus_test"
local catalogue = require "gradus.lesson.catalogue"
local lesson = require "gradus.lesson"
local player = require "gradus.lesson.player"
local playlist = require "gradus.lesson.playlist"
local term = require "gradus.term"

term.override{width = 76, height = 24, color = false, unicode = true, plain = false, tty = false}

local list = playlist.load("two-hours")

T.test("the two hours have their parts in the order of the course, and end in time", function()
  local at = 0
  for _, part in ipairs(list.parts) do
    for i, name in ipairs(catalogue.names()) do
      if name == part[1] then
        T.ok(i > at, name)
        at = i
      end
    end
  end
  T.eq(list.minutes, 120)
end)

T.test("of each lesson that is there the steps marked `class` are taken, and no others", function()
  local expected, found = {}, {}
  for _, part in ipairs(list.parts) do
    local count = #expected
    for _, step in ipairs((catalogue.load(part[1]) or {steps = {}}).steps) do
      if step.class then expected[#expected + 1] = part[1] .. "/" .. step.id end
    end
    T.ok(#expected > count or not catalogue.exists(part[1]), part[1] .. " gives nothing")
  end
  for _, step in ipairs(list.steps) do
    if step.id ~= "pause" then found[#found + 1] = step.id end
  end
  T.eq(found, expected)
end)

T.test("a step of another lesson brings the world it needs", function()
  local actor = player.new()
  assert(lesson.start(actor.shell, "two-hours/dropout/survive"))
  T.ok(actor:ask():find("^two%-hours %d+/%d+> $"), actor:ask())
  local train = actor.shell.env.train
  lesson.current():go_to("early-stopping/near")
  T.ok(#actor.shell.env.train > 0)
  T.ok(#actor.shell.env.train ~= #train, "both lessons have the same points")
  lesson.leave(actor.shell)
end)

T.test("a playlist is listed with the lessons, and is no lesson itself", function()
  T.ok(lesson.list():find("two%-hours%s+120 min"))
  T.eq(catalogue.exists("two-hours"), false)
end)

T.finish()
