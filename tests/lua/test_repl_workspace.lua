--- Tests of the learner's globals: strict names, overwritten names, results; and of inspect.

local T = require "gradus_test"
local inspect = require "gradus.repl.inspect"
local workspace = require "gradus.repl.workspace"

-- Runs code as if it were typed: its globals are strict.
local function typed(code) return assert(load(code, "=input 1", "t", workspace.env))() end

T.test("an undefined global is an error with a suggestion", function()
  local e = T.raises(function() typed "return pritn" end, "Unknown name: pritn", "E0001")
  T.eq(e.hint, "did you mean print?")
end)

T.test("a name once assigned is known, also as nil", function()
  typed "declared_here = nil"
  T.eq(typed "return declared_here", nil)
  typed "other_here = 1; other_here = nil"
  T.eq(typed "return other_here", nil)
end)

T.test("names of other versions of Lua may be asked for", function()
  T.eq(typed "return unpack, setfenv, jit", nil)
end)

T.test("code that others wrote is not strict", function()
  T.eq(assert(load("return some_undefined_name", "@library.lua", "t", workspace.env))(), nil)
end)

T.test("overwriting a name of ours is told once, and undone by the hint", function()
  T.eq(workspace.newly_overwritten(), {})
  typed "fit = 3"
  T.eq(workspace.newly_overwritten(), {"fit"})
  T.eq(workspace.newly_overwritten(), {})
  T.ok(workspace.is_own("fit"))
  typed "fit = gradus.fit"
  T.ok(not workspace.is_own("fit"))
end)

T.test("a name of ours set to nil comes back by itself", function()
  typed "mlp = nil"
  T.eq(type(typed "return mlp"), "function")
end)

T.test("nothing a learner overwrites breaks the program", function()
  local env, saved, call = workspace.env, {}, pcall
  local train, layer, run = data.moons{n = 10}, nn.Linear(2, 1), fit
  local pretty = require "gradus.repl.pretty"
  local names = {"pairs", "ipairs", "table", "math", "tostring", "type", "data", "nn", "pcall",
    "error", "require", "select", "print", "io", "next", "rawset"}
  for _, name in ipairs(names) do saved[name] = env[name] end
  local set, after = rawset, next
  for name in after, saved do set(env, name, nil) end
  local done, h = call(run, layer, train, {epochs = 1, verbose = false})
  local shown, text = call(pretty.text, {1, a = 2})
  for name, value in after, saved do set(env, name, value) end
  T.ok(done and #h.train_loss == 1)
  T.ok(shown and text == "{1, a = 2}")
end)

T.test("own names leave out Lua's, ours and the results", function()
  workspace.remember(1)
  typed "zebra, apple = 1, 2"
  local seen = {}
  for _, name in ipairs(workspace.own_names()) do seen[name] = true end
  T.ok(seen.zebra and seen.apple)
  T.ok(not seen.print and not seen.nn and not seen._ and not seen._1 and not seen.gradus)
end)

T.test("results move down", function()
  workspace.remember("first")
  workspace.remember("second")
  T.eq({workspace.env._, workspace.env._1, workspace.env._2}, {"second", "second", "first"})
end)

T.test("paths are resolved and named without running the learner's code", function()
  local called = 0
  local trap = function() called = called + 1 end
  typed "box = {inner = {value = 7}}"
  workspace.env.trapped = setmetatable({}, {__index = trap, __pairs = trap, __len = trap})
  T.eq(inspect.resolve("box.inner.value"), 7)
  T.eq(inspect.resolve("box.nothing.value"), nil)
  T.eq(inspect.resolve("trapped.anything"), nil)
  T.eq(inspect.names(workspace.env.trapped), {})
  T.eq(called, 0)
end)

T.test("names follow __index tables and ours", function()
  local names = inspect.names(setmetatable({own = 1}, {__index = {shared = 2, __hidden = 3}}))
  T.eq(names, {"own", "shared"})
  local of_tensor = table.concat(inspect.names(zeros(2)), " ")
  T.ok(of_tensor:find("argmax") and of_tensor:find("shape") and of_tensor:find("requires_grad "))
  for _, name in ipairs(inspect.names(nn.Linear(1, 1))) do T.ok(name ~= "in") end -- Lua's word
end)

T.finish()
