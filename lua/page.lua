--- A text that shows itself as it is at the prompt, line by line, and behaves as a string
-- otherwise. Requires nothing. A plain string would appear there in quotes, with \n in it.

local mt = {__name = "gradus.page"}

function mt.__tostring(page) return page.text end
function mt.__concat(a, b) return tostring(a) .. tostring(b) end
function mt.__len(page) return #page.text end
function mt.__eq(a, b) return a.text == b.text end

-- String methods work on the text, so that page:match("Linear") does what a Lua user expects.
function mt.__index(_, key)
  local method = string[key]
  if not method then return nil end
  return function(self, ...) return method(tostring(self), ...) end
end

--- Make a page of a text or of a list of lines.
return function(text)
  if type(text) == "table" then text = table.concat(text, "\n") end
  return setmetatable({text = text}, mt)
end
