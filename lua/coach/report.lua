--- coach.report(): findings, and the checks that ran and passed, so that silence can be read.
-- Requires the rules, net, findings and page.

local findings = require "gradus.coach.findings"
local net = require "gradus.coach.net"
local page = require "gradus.page"
local rules = require "gradus.coach.rules"
local term = require "gradus.term"
local words = require "gradus.words"

local function wrapped(out, text, indent)
  for i, line in ipairs(term.wrap(text, math.min(term.width() - 1, 76) - 4)) do
    out[#out + 1] = (i == 1 and indent or "    ") .. line
  end
end

-- Sentences of rules that have looked at something and found nothing.
local function passed(nets)
  local out, seen = {}, {}
  for _, rule in ipairs(rules) do
    if rule.passed and not findings.has(rule.code) and not findings.allowed()[rule.code] then
      for _, n in ipairs(nets) do
        local text = rule.passed(n)
        if text and not seen[rule.code] then
          seen[rule.code] = true
          out[#out + 1] = {code = rule.code, text = text}
        end
      end
    end
  end
  return out
end

local function trained()
  local out = {}
  for _, id in ipairs(net.ids()) do
    local n = net.of(id)
    if n and n.steps > 0 then out[#out + 1] = n end
  end
  return out
end

local function add_allowed(out)
  local codes = {}
  for code in pairs(findings.allowed()) do codes[#codes + 1] = code end
  table.sort(codes)
  for _, code in ipairs(codes) do
    local reason = findings.allowed()[code]
    wrapped(out, ("%s is allowed%s"):format(code, reason ~= true and ": " .. reason or ""), "  ")
  end
end

--- Make the report of a list of findings. is_on: is the coach watching?
return function(list, is_on)
  local out, nets = {}, trained()
  for _, finding in ipairs(list) do out[#out + 1] = tostring(finding) end
  if #list == 0 then out[1] = is_on and "Nothing found." or "The coach is off: coach.on()" end
  local well = passed(nets)
  if #well > 0 then
    out[#out + 1] = ("Looked at in %s, and well:"):format(words.count(#nets, "network"))
    for _, one in ipairs(well) do wrapped(out, one.text, "  " .. term.paint("ok", "+") .. " ") end
  elseif is_on then
    out[#out + 1] = "No training has been seen yet."
  end
  add_allowed(out)
  return page(out)
end
