-- The stand-in for a prompt: what `gradus check` types must do what it does for a student.
local T = require "gradus_test"
local player = require "gradus.lesson.player"

local function env_of(actor) return actor.shell.env end

T.test("the underscore is the last answer", function()
  local actor = player.new()
  actor:type("100 / 8")
  T.eq(actor:type("_ * 3"), {"37.5"})
end)

T.test(":undo takes a line back, also a change in place", function()
  local actor = player.new()
  actor:type("w = tensor{2, 4}")
  actor:type("w:zero_()")
  T.eq(env_of(actor).w:sum():item(), 0)
  actor:type(":undo")
  T.eq(env_of(actor).w:sum():item(), 6)
  actor:type(":undo")
  T.eq(rawget(env_of(actor), "w"), nil)
end)

T.test("the remark Ctrl-C interrupts a loop and ends a training early", function()
  local actor = player.new()
  actor:type("while true do end   -- Ctrl-C")
  T.ok(actor.failed:find("Interrupted", 1, true))
  actor:type("h = fit(mlp(2, 32, 1), data.moons{n=20}, {epochs=10000000})  -- Ctrl-C")
  T.eq(actor.failed, nil)
  T.eq(env_of(actor).h.stopped, "interrupted")
end)

T.test("the next line is not interrupted", function()
  local actor = player.new()
  actor:type("while true do end   -- Ctrl-C")
  actor:type("n = 0 for i = 1, 3000000 do n = n + 1 end")
  T.eq(env_of(actor).n, 3000000)
end)

local source = [==[
return {
  title = "Toy", minutes = 1,
  steps = {
    {kind = "task", id = "all", title = "All", task = "Slip, undo, stop.",
      goals = {
        {label = "a line that fails, and what follows it", when = function(s)
          return #s.chunks >= 2 and not s.chunks[1].ok and s.chunks[2].ok
        end},
        {label = "x is 1 again", when = function(s) return s.w.x == 1 end},
        {label = "stopped", when = function(s)
          return s.last ~= nil and s.last.stopped == "interrupted"
        end},
      },
      hints = {"See the task."},
      solution = {"nonsense()", "x = 1", "x = 2", ":undo",
        "h = fit(mlp(2, 32, 1), data.moons{n=20}, {epochs=10000000})   -- Ctrl-C"}},
  },
}
]==]

T.test(":skip takes answers with a slip, a command and Ctrl-C in them", function()
  local catalogue = require "gradus.lesson.catalogue"
  local at_step = require "gradus.lesson.stage"
  local actor, one = at_step(assert(catalogue.from_text(source, "toy", "toy.lua")), 1, 1)
  one:skip()
  T.eq(env_of(actor).x, 1)
  T.ok(one.state.over, actor:transcript())
end)

T.finish()
