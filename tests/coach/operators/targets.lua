-- G0308: targets that a loss of yes and no cannot mean: classes counted from 1, or -1 and 1.
local edit = require "edit"

local function changed(form)
  return function(text)
    if not edit.has_gradients(text) then return nil end
    return edit.loss_calls(text, edit.losses(text, "BCEWithLogitsLoss"), function(out, target)
      return out, form:format(target)
    end)
  end
end

return {
  {code = "G0308", kind = "fact", name = "classes 1 and 2", edit = changed "(%s) + 1"},
  {code = "G0308", kind = "fact", name = "-1 and 1", edit = changed "(%s) * 2 - 1"},
}
