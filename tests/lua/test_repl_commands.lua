--- Tests of the command registry and of history's encoding.

local T = require "gradus_test"
local commands = require "gradus.repl.commands"
local history = require "gradus.repl.history"

local function nothing() end

commands.register{name = "alpha", alias = "a", run = nothing, summary = "first"}
commands.register{name = "alpine", run = nothing}
commands.register{name = "beta!", run = nothing}

T.test("by name, alias, unambiguous prefix", function()
  T.eq(commands.find("alpha").name, "alpha")
  T.eq(commands.find("a").name, "alpha")
  T.eq(commands.find("alpi").name, "alpine")
  T.eq(commands.find("be").name, "beta!")
end)

T.test("an ambiguous prefix names the candidates, a misspelt name its neighbour", function()
  local found, why = commands.find("alp")
  T.eq(found, nil)
  T.eq(why, ":alp could be :alpha, :alpine.")
  found, why = commands.find("aplha")
  T.eq(found, nil)
  T.eq(why, "There is no command :aplha. Did you mean :alpha?")
  found, why = commands.find("zzz")
  T.eq(found, nil)
  T.eq(why, "There is no command :zzz. :help lists them.")
end)

T.test("parse splits name and argument", function()
  T.eq({commands.parse(":hint 2 ")}, {"hint", "2"})
  T.eq({commands.parse("  :why!")}, {"why!", ""})
  T.eq({commands.parse(":")}, {"", ""})
  T.eq({commands.parse(":save a b.lua")}, {"save", "a b.lua"})
end)

T.test("names and aliases are unique; a removed one is gone", function()
  T.raises(function() commands.register{name = "alpha", run = nothing} end, "exists already")
  T.raises(function() commands.register{name = "apple", alias = "a", run = nothing} end, "alias")
  commands.remove("apple")
  commands.remove("alpine")
  T.eq(commands.exact("alpine"), nil)
end)

T.test("a history entry is one line and comes back whole", function()
  for _, text in ipairs{"x = 1", "for\n  x\nend", "a\\nb", "\\", "tab\there", "\\\n\\n"} do
    local entry = history.encode(text)
    T.eq(entry:find("\n"), nil)
    T.eq(history.decode(entry), text)
  end
end)

T.finish()
