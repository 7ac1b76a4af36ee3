--- The list of findings: each mistake once, causes before consequences.
-- Requires nothing of the coach. A finding is {code, severity, title, what, why, fix, where, count}
-- plus `scope` (the number of the network it concerns, or 0) and `rule`.

local M = {}

local list = {}
local allowed = {} -- code -> reason
local news = {}    -- not yet shown

-- Contracts before data before the first weights before the learning rate before the rest.
-- Labels that seem unrelated are believed only where neither the rate nor fading gradients explain
-- it. A share of dropout that was not meant comes before the mode that makes it felt.
local ranks = {G02 = 1, G03 = 1, G0203 = 1.5, G01 = 2, G04 = 3, G0508 = 3.5, G0509 = 3.6,
  G0501 = 4, G0502 = 4, G0505 = 4.2, G0105 = 4.5, G05 = 5, G06 = 6}

--- Where a code stands among causes: 1 comes first.
function M.rank(code) return ranks[code] or ranks[code:sub(1, 3)] or 7 end

local severities = {error = 1, warning = 2, note = 3}

local function before(a, b)
  local ra, rb = M.rank(a.code), M.rank(b.code)
  local na, nb = a.severity == "note", b.severity == "note"
  if na ~= nb then return nb end
  if ra ~= rb then return ra < rb end
  if severities[a.severity] ~= severities[b.severity] then
    return severities[a.severity] < severities[b.severity]
  end
  if a.code ~= b.code then return a.code < b.code end
  return a.order < b.order
end

local function is_active(finding) return finding.severity ~= "note" end

-- Is there a cause that would explain this one? Facts are said in any case.
local function is_consequence(finding)
  if finding.fact then return false end
  for _, other in ipairs(list) do
    local same_net = other.scope == finding.scope or other.scope == 0
    if other ~= finding and same_net and is_active(other)
      and M.rank(other.code) < M.rank(finding.code) then return true end
  end
  return false
end

local function same(a, b)
  return a.code == b.code and (a.where == b.where or a.scope == b.scope and a.scope ~= 0)
end

local mt = {__name = "gradus.finding"}

function mt.__tostring(finding) return require("gradus.coach.say").text(finding) end

function mt.__index(_, key)
  if key == "hidden" or key == "fact" or type(key) ~= "string" then return nil end
  require("gradus.err").raise("E0106", ("a finding has no field %s"):format(key),
    "It has code, severity, title, what, why, fix, where and count.", 2)
end

--- Enter a finding. Returns it, or nil where it is allowed, was there before, or follows from
-- another one.
function M.add(finding)
  if allowed[finding.code] then return nil end
  for _, other in ipairs(list) do
    if same(other, finding) then
      other.count = other.count + 1
      return nil
    end
  end
  finding.count, finding.order = 1, #list + 1
  finding.scope = finding.scope or 0
  setmetatable(finding, mt)
  if is_consequence(finding) then return nil end
  list[#list + 1] = finding
  news[#news + 1] = finding
  return finding
end

--- Has this code been found for this network (or for any, without one)?
function M.has(code, scope)
  for _, finding in ipairs(list) do
    if finding.code == code and (not scope or finding.scope == scope) then return true end
  end
  return false
end

--- All findings, ordered by cause: what follows from an earlier cause is left out.
function M.all()
  local out = {}
  for _, finding in ipairs(list) do
    if not is_consequence(finding) then out[#out + 1] = finding end
  end
  table.sort(out, before)
  return out
end

--- What was found since this was last asked, notes left out: they never interrupt.
function M.take_news()
  local out = {}
  for _, finding in ipairs(news) do
    if is_active(finding) and not is_consequence(finding) then out[#out + 1] = finding end
  end
  news = {}
  table.sort(out, before)
  return out
end

--- Do not report `code` from here on; what was found of it goes.
function M.allow(code, reason)
  allowed[code] = reason or true
  for i = #list, 1, -1 do
    if list[i].code == code then table.remove(list, i) end
  end
end

--- The codes that are allowed: code -> reason or true.
function M.allowed() return allowed end

--- Forget everything, what is allowed as well.
function M.forget()
  list, allowed, news = {}, {}, {}
end

return M
