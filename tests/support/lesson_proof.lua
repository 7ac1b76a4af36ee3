--- Proves one share of the lessons: each is in order, and its claims hold on a few seeds (`gradus
-- check --seeds 20` does more by hand). In shares, because the runner has several hands.

local T = require "gradus_test"
local catalogue = require "gradus.lesson.catalogue"
local check = require "gradus.lesson.check"

local SEEDS = 2

--- Prove every `of`-th lesson, from number `share` on.
return function(share, of)
  local names = catalogue.all()
  names[#names + 1] = "template"
  for i = share, #names, of do
    local name = names[i]
    T.test("the lesson " .. name .. " is in order", function()
      local found = {}
      for _, problem in ipairs(check.prove(assert(catalogue.load(name)), SEEDS).problems) do
        found[#found + 1] = ("%s/%s: %s"):format(name, problem.step or "", problem.why)
      end
      T.eq(found, {})
    end)
  end
  T.finish()
end
