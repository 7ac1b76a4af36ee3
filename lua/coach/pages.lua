--- The pages that explain shows for the coach's codes: they stand in the rules.
-- Requires the rules.

local out = {}
for i, rule in ipairs(require "gradus.coach.rules") do
  out[i] = {code = rule.code, title = rule.title, wrong = rule.wrong, right = rule.right,
    text = rule.text .. "\n\nLecture: " .. rule.lecture .. "."}
end
return out
