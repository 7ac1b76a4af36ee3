--- Tests of the coach's rules by their own pages: each speaks first at its wrong script, with a fix
-- that runs there, and nothing but advice (notes) of others is said of the right one. The coach
-- itself never fails.

local T = require "gradus_test"
local coach = require "gradus.coach"
local listen = require "gradus.coach.listen"
local rules = require "gradus.coach.rules"

-- Names that a script gives values to stay with it.
local function new_world()
  return setmetatable({print = function() end}, {__index = _G})
end

-- Runs a script while the coach looks; returns what it found, and the script's globals.
local function watch(script, name)
  coach.reset()
  coach.on()
  seed(1)
  local world = new_world()
  assert(load(script, "=" .. name, "t", world))()
  local found = coach.findings
  T.eq(listen.failures, {})
  return found, world
end

-- The codes, first to last. but: leave out the advice of rules other than this one.
local function codes(found, but)
  local out = {}
  for _, one in ipairs(found) do
    if not but or one.severity ~= "note" or one.code == but then out[#out + 1] = one.code end
  end
  return table.concat(out, " ")
end

local function run_fix(finding, world)
  local fn, why = load(finding.fix, "=fix", "t", world)
  T.ok(fn, finding.fix .. " is no Lua: " .. tostring(why))
  local ok, e = pcall(fn)
  T.ok(ok, finding.fix .. " fails: " .. tostring(e))
end

for _, rule in ipairs(rules) do
  T.test(rule.code .. " is named first where it is made", function()
    local found, world = watch(rule.wrong, "wrong")
    T.eq(codes(found):match("^%S*"), rule.code, codes(found))
    T.eq(found[1].severity == "note", rule.severity == "note", "severity")
    for _, field in ipairs{"what", "why", "fix", "title"} do T.ok(#found[1][field] > 10, field) end
    run_fix(found[1], world)
  end)
  T.test(rule.code .. ": nothing is said of the right script", function()
    T.eq(codes((watch(rule.right, "right")), rule.code), "")
  end)
end

T.test("codes are in order and each stands once", function()
  for i = 2, #rules do T.ok(rules[i - 1].code < rules[i].code, rules[i].code) end
end)

coach.reset()
coach.off()
T.finish()
