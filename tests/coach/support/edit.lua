-- Edits of Lua source for the operators: calls found with balanced parentheses, whatever the names.
-- Works on text, knows nothing of mistakes. An edit that does not fit returns nil.

local M = {}

--- Split "a, f(b, c), {d, e}" at its outer commas; blanks at the ends go.
function M.split_args(text)
  local out, depth, first = {}, 0, 1
  local i = 1
  while i <= #text do
    local c = text:sub(i, i)
    if c:find "[%(%{%[]" then depth = depth + 1
    elseif c:find "[%)%}%]]" then depth = depth - 1
    elseif c == '"' or c == "'" then i = text:find(c, i + 1, true) or #text
    elseif c == "," and depth == 0 then
      out[#out + 1], first = text:sub(first, i - 1), i + 1
    end
    i = i + 1
  end
  if text:find("%S", first) then out[#out + 1] = text:sub(first) end
  for k, part in ipairs(out) do out[k] = part:match "^%s*(.-)%s*$" end
  return out
end

--- Replace each call NAME(args): fn(list of arguments, NAME) returns the new text or nil. The name
-- is a plain word or dotted path; methods are not meant. Returns the text and how many were
-- changed.
function M.calls(text, name, fn)
  local count, from = 0, 1
  local pattern = "%f[%w_]" .. name:gsub("%.", "%%.") .. "%f[^%w_]%s*%b()"
  while true do
    local first, last = text:find(pattern, from)
    if not first then return text, count end
    local before = text:sub(first - 1, first - 1)
    local inner = text:sub(first, last):match "^[^%(]*%((.*)%)$"
    local new = before ~= "." and before ~= ":" and fn(M.split_args(inner), name)
    if new then
      text = text:sub(1, first - 1) .. new .. text:sub(last + 1)
      count, from = count + 1, first + #new
    else
      from = first + #name
    end
  end
end

-- Of `a, b = …` the first: the value that follows is its own. `at`: where the last name begins.
local function first_name(text, at, name)
  local start = select(2, M.indent(text, at))
  local list = text:sub(start, at - 1):match "([%a_][%w_%.]*), [%w_%., ]*$"
  return list or name
end

--- Variables that are set to what matches `pattern`: {name, pattern, first, last} with the extent
-- of the
-- value; `pattern` finds the name. What stands in a table constructor is no variable.
function M.assigned(text, pattern)
  local out, from = {}, 1
  while true do
    local first, last, name, value = text:find("([%a_][%w_%.]*) = (" .. pattern .. ")", from)
    if not first then return out end
    local in_table = text:find("^,%s*\n", last + 1) or text:find("^,%s*[%a_][%w_]* =", last + 1)
    if not in_table then
      name = first_name(text, first, name)
      out[#out + 1] = {name = name, pattern = (name:gsub("%.", "%%.")), value = value,
        first = last - #value + 1, last = last}
    end
    from = last + 1
  end
end

local function keep_names(list)
  local out, seen = {}, {}
  for _, entry in ipairs(list) do
    if not seen[entry.name] then
      seen[entry.name] = true
      out[#out + 1] = entry.name
    end
  end
  return out
end

--- Names of the losses in use whose constructor is `kind`, e.g. "CrossEntropyLoss".
function M.losses(text, kind)
  return keep_names(M.assigned(text, "nn%." .. kind .. "[%(%{][^\n]*"))
end

local model_patterns = {"mlp%b()", "nn%.Sequential%b{}", "nn%.Sequential%b()", "nn%.Module%b{}"}

--- Networks that are made in an assignment: {name, value, first, last}, in order.
function M.models(text)
  local out = {}
  for _, pattern in ipairs(model_patterns) do
    for _, entry in ipairs(M.assigned(text, pattern)) do out[#out + 1] = entry end
  end
  table.sort(out, function(a, b) return a.first < b.first end)
  return out
end

--- Are there layers outside the networks, such as heads on a trunk? Then what ends a network need
-- not be the output.
function M.has_loose_layers(text)
  local list = M.models(text)
  for i = #list, 1, -1 do text = text:sub(1, list[i].first - 1) .. text:sub(list[i].last + 1) end
  return text:find "nn%.Linear%b()" ~= nil
end

local schedules = {StepLR = true, ExponentialLR = true, CosineAnnealingLR = true,
  LinearWarmup = true, OneCycleLR = true, ReduceLROnPlateau = true, HalveOnDivergence = true,
  lr_find = true}

--- Optimizers that are made in an assignment: {name, value, first, last}, in order.
function M.optimizers(text)
  local out = {}
  for _, entry in ipairs(M.assigned(text, "optim%.%a+%b()")) do
    if not schedules[entry.value:match "optim%.(%a+)"] then out[#out + 1] = entry end
  end
  return out
end

--- Put `lines` after the line that holds position `at`, indented like it.
function M.after(text, at, lines)
  local stop = text:find("\n", at, true) or #text + 1
  local start = at
  while start > 1 and text:sub(start - 1, start - 1) ~= "\n" do start = start - 1 end
  local indent = text:match("^[ \t]*", start)
  local block = indent .. lines:gsub("\n", "\n" .. indent)
  return text:sub(1, stop - 1) .. "\n" .. block .. text:sub(stop)
end

--- The start of the line at position `at`, and its indentation.
function M.indent(text, at)
  local start = at
  while start > 1 and text:sub(start - 1, start - 1) ~= "\n" do start = start - 1 end
  return text:match("^[ \t]*", start), start
end

--- Put `lines` after the head comment.
function M.prelude(text, lines)
  local at = 1
  while text:find("^%-%-[^\n]*\n", at) do at = select(2, text:find("^%-%-[^\n]*\n", at)) + 1 end
  return text:sub(1, at - 1) .. lines .. "\n" .. text:sub(at)
end

--- Take out each statement that is a call matching `pattern`; a line that held nothing else goes.
function M.drop(text, pattern)
  local changed, count = text:gsub("\n[ \t]*" .. pattern .. "[ \t]*%f[\n]", "")
  local rest, more = changed:gsub("%f[%w_]" .. pattern .. ";?", "")
  if count + more == 0 then return nil end
  return rest
end

--- Change the output that is handed to each of the losses `names`: fn(output, target) -> output[,
-- target].
function M.loss_calls(text, names, fn)
  local total = 0
  for _, name in ipairs(names) do
    local count
    text, count = M.calls(text, name, function(args)
      if #args < 2 then return nil end
      local output, target = fn(args[1], args[2])
      return output and ("%s(%s, %s)"):format(name, output, target or args[2])
    end)
    total = total + count
  end
  return total > 0 and text or nil
end

--- Put `layers` at the end of (or, with `first`, before) every network made by mlp or Sequential.
function M.wrap_models(text, layers, first)
  local list = M.models(text)
  for i = #list, 1, -1 do
    local m = list[i]
    if not m.value:find "^nn%.Module" then
      local new = first and ("nn.Sequential{%s, %s}"):format(layers, m.value)
        or ("nn.Sequential{%s, %s}"):format(m.value, layers)
      text = text:sub(1, m.first - 1) .. new .. text:sub(m.last + 1)
    end
  end
  return text
end

local activations = {ReLU = true, Tanh = true, Sigmoid = true, LeakyReLU = true, ELU = true,
  GELU = true,
  SiLU = true, SELU = true, Softplus = true}

--- Add dropout behind the first activation of each network. What `layer` is stands in a Sequential,
-- `option` in the options of mlp; nil where there is no place for it, or dropout or a norm already.
function M.with_dropout(text, layer, option)
  if text:find "[Dd]ropout" or text:find "Norm" or text:find "nn%.Conv" or text:find "Maxout"
    or text:find "%[%d%]" then return nil end
  local changed = text:gsub("(nn%.Sequential[%({].-nn%.(%u%a+)%(%),)(%s)", function(head, name,
    blank)
    return activations[name] and head .. " " .. layer .. "," .. blank
  end)
  if changed ~= text then return changed end
  if not option then return nil end
  local count
  changed, count = M.calls(text, "mlp", function(args)
    local last = args[#args]
    if #args < 3 or not args[1]:find "^%d" then return nil end
    if last:find "^{" then args[#args] = last:gsub("}$", ", dropout = " .. option .. "}")
    else args[#args + 1] = "{dropout = " .. option .. "}" end
    return "mlp(" .. table.concat(args, ", ") .. ")"
  end)
  return count > 0 and changed or nil
end

--- Does the script train towards labels, rather than towards its own inputs?
function M.has_labels(text)
  return text:find "for [%w_]+, [%w_]+ in [%w_]+:batches" or text:find "train%.y"
    or text:find "fit%(" or text:find "epochs%("
end

--- Are there layers that are kept as they are?
function M.has_frozen(text) return text:find("requires_grad_(false)", 1, true) ~= nil end

--- Is there dropout in the script?
function M.has_dropout(text) return text:find "[Dd]ropout" ~= nil end

--- Is a number read from a network's output in the line that calls it, or where nothing is
-- recorded, or may it be: a function of the script returns it?
function M.reads_output(text)
  if text:find "no_grad%(" then return true end
  for _, m in ipairs(M.models(text)) do
    for line in text:gmatch "[^\n]+" do
      local called = line:find("%f[%w_]" .. m.name:gsub("%.", "%%.") .. "%(")
      local read = line:find ":item%(%)" or line:find ":argmax" or line:find ":gt%("
      if called and (read or line:find "%f[%w_]return%f[^%w_]") then return true end
    end
  end
  return false
end

--- Does the script measure by hand, on the network's output, rather than by the library, which
-- takes care of modes?
function M.measures_by_hand(text)
  return text:find "%(val%.x%)" or text:find "%(test%.x%)" or text:find "%(part%.x%)"
    or text:find "%f[%w_]x_?te" or text:find "images%(" or text:find "passes" or text:find "made ="
    or text:find "pred = net"
end

--- Where the innermost loop around the first backward() ends: the position of its `end`, or nil.
function M.loop_end(text, loop)
  local indent = M.indent(text, loop.at)
  local first = text:find("\n" .. indent .. "end%f[^%w]", loop.last)
  return first and first + 1
end

--- Does the script train by gradients? Nothing is known of a network that is moved without any.
function M.has_gradients(text) return M.is_manual(text) or text:find "fit" ~= nil end

--- Does the script train in a loop of its own?
function M.is_manual(text) return text:find(":backward()", 1, true) ~= nil end

--- All loops whose header stands before the first backward() and encloses it, outermost first.
function M.loops(text)
  local stop = text:find(":backward()", 1, true)
  if not stop then return {} end
  local depth = #M.indent(text, stop)
  local out, limit = {}, depth
  local before = text:sub(1, stop)
  local lines, at = {}, 1
  for line in (before .. "\n"):gmatch "([^\n]*)\n" do
    lines[#lines + 1] = {text = line, at = at}
    at = at + #line + 1
  end
  for i = #lines, 1, -1 do
    local line = lines[i].text
    local indent = #line:match "^[ \t]*"
    if indent < limit and line:find "%S" then
      limit = indent
      if line:find "^%s*for .* do$" or line:find "^%s*while .* do$" then
        table.insert(out, 1, {at = lines[i].at, last = lines[i].at + #line - 1, text = line})
      end
    end
  end
  return out
end

return M
