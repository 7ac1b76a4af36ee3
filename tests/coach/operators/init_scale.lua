-- G0402: first weights of the wrong size.
local edit = require "edit"

local function changed(line, condition)
  return function(text)
    local models = edit.models(text)
    if #models == 0 or text:find "load_state_dict%(nn%.load"
      or (condition and not condition(text)) then return nil end
    for i = #models, 1, -1 do text = edit.after(text, models[i].last,
      line:format(models[i].name)) end
    return text
  end
end

local function is_relu(text)
  return not text:find "tanh" and not text:find "Tanh" and not text:find "Norm"
    and not text:find "elu\""
    and not text:find "gelu" and not text:find "Maxout" and not text:find "SiLU"
end

return {
  {code = "G0402", kind = "dynamics", name = "weights times 20",
    edit = changed "for _, p in ipairs(%s:parameters()) do p:mul_(20) end"},
  {code = "G0402", kind = "dynamics", name = "standard normal times 5",
    edit = changed("for _, p in ipairs(%s:parameters()) do\n"
      .. "  if p:dim() == 2 then p:normal_(0, 5) end\nend")},
  {code = "G0402", kind = "dynamics", name = "hidden biases -10",
    edit = changed("for i, p in ipairs(%s:parameters()) do\n"
      .. "  if p:dim() == 1 and i > 1 and p:size(1) > 5 then p:fill_(-10) end\nend", is_relu)},
}
