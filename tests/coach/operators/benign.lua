-- No code: changes that leave a script correct, or make it odd on purpose. Counted where the score
-- stays within a tenth of what it was; none of them may raise an alarm.
local edit = require "edit"

local function after_models(line)
  return function(text)
    local models = edit.models(text)
    if #models ~= 1 or text:find "%f[%w_]load" or models[1].value:find "Module" then return nil end
    return edit.after(text, models[1].last, line:gsub("MODEL", models[1].name))
  end
end

local function zero_after_step(text)
  local opts = edit.optimizers(text)
  if #opts ~= 1 or text:find "ACCUM" then return nil end
  local rest = edit.drop(text, opts[1].pattern .. ":zero_grad%(%)")
  if not rest then return nil end
  local changed, count = rest:gsub("%f[%w_](" .. opts[1].pattern
    .. "):step%(%)", "%1:step() %1:zero_grad()")
  return count > 0 and changed or nil
end

local function accumulated(text)
  local opts, loops = edit.optimizers(text), edit.loops(text)
  if #opts ~= 1 or #loops ~= 2 or loops[1].at < opts[1].last or text:find "ACCUM"
    or text:find "[Nn]orm" then return nil end
  local rest = edit.drop(text, opts[1].pattern .. ":zero_grad%(%)")
  if not rest or text:find "sched" then return nil end
  local a, b
  rest, a = rest:gsub("\n([ \t]*)loss:backward%(%)", "\n%1loss = loss / 2\n%1loss:backward()")
  rest, b = rest:gsub("\n([ \t]*)" .. opts[1].pattern
    .. ":step%(%)", "\n%1micro = micro + 1\n%1if micro %% 2 == 0 then\n%1  "
    .. opts[1].name .. ":step()\n%1  " .. opts[1].name .. ":zero_grad()\n%1end")
  return a == 1 and b == 1 and edit.prelude(rest, "local micro = 0") or nil
end

local function dropout_with_modes(text)
  local models, loops = edit.models(text), edit.loops(text)
  if #models ~= 1 or #loops ~= 2 or loops[1].at < models[1].last then return nil end
  local stop = edit.loop_end(text, loops[2])
  if not stop then return nil end
  local changed = edit.after(text, stop, models[1].name .. ":eval()")
  changed = edit.after(changed, loops[1].last, "  " .. models[1].name .. ":train()")
  return edit.with_dropout(changed, "nn.Dropout(0.1)", "0.1")
end

local function wrapped(before, after)
  return function(text)
    if text:find("\n-- repl", 1, true) then return nil end
    return edit.prelude(text, before) .. after .. "\n"
  end
end

local function appended(find, line)
  return function(text)
    local models = edit.models(text)
    if #models == 0 or not text:find(find)
      or not text:find "train%.x" and not text:find "split" then return nil end
    if text:find "Conv" or text:find "seeds%(" or text:find "kfold" or not text:find "train[ ,]"
      or #models ~= 1
      or models[1].value:find "Module" then return nil end
    local indent = edit.indent(text, models[1].first)
    if indent ~= "" then return nil end
    return text .. line:gsub("MODEL", models[1].name) .. "\n"
  end
end

local function batch(fn)
  return function(text)
    local changed, a = text:gsub(":batches%((%d+)", function(n) return ":batches(" .. fn(n) end)
    local b
    changed, b = changed:gsub("batch = (%d+)", function(n) return "batch = " .. fn(n) end)
    if text:find "sched" or text:find ":batches%(1," or text:find "ACCUM" then return nil end
    return a + b > 0 and changed or nil
  end
end

local function after_split(line)
  return function(text)
    if text:find "Standardizer" or text:find "MinMax" or text:find "digits"
      or text:find "seeds%(" then return nil end
    local first, last = text:find("\n([^\n]*)train, val, test =[^\n]*:split[^\n]*")
    if not first then return nil end
    return text:sub(1, last) .. "\n" .. line .. text:sub(last + 1)
  end
end

local function loss_by_hand(kind, code)
  return function(text)
    if not edit.is_manual(text) or text:find(kind .. "[%(]?{") then return nil end
    local changed, count = text:gsub("nn%." .. kind .. "%(%)", (code:gsub("%%", "%%%%")))
    return count > 0 and not text:find "loss = nn" and changed or nil
  end
end

local function clipped(text)
  local models = edit.models(text)
  if #models ~= 1 or text:find "clip" then return nil end
  local changed, count = text:gsub("\n([ \t]*)loss:backward%(%)",
    "\n%1loss:backward()\n%1nn.utils.clip_grad_norm_("
    .. models[1].name .. ":parameters(), 10)")
  return count == 1 and changed or nil
end

local function scheduled(line)
  return function(text)
    local opts, loops = edit.optimizers(text), edit.loops(text)
    if #opts ~= 1 or #loops == 0 or loops[1].at < opts[1].last then return nil end
    if text:find "sched" or text:find "plateau" or text:find "%.lr"
      or text:find "Rprop" then return nil end
    local epochs = loops[1].text:match "= 1, (%d+) do"
    if not epochs then return nil end
    local stop = edit.loop_end(text, loops[1])
    if not stop then return nil end
    local changed = text:sub(1, stop - 1) .. edit.indent(text, loops[1].at) .. "  decay:step()\n"
      .. text:sub(stop)
    return edit.after(changed, opts[1].last, line:gsub("OPT", opts[1].name):gsub("EPOCHS", epochs))
  end
end

-- The first layer is frozen when the optimizer has all parameters.
local function first_frozen(text)
  local models, opts = edit.models(text), edit.optimizers(text)
  if #models ~= 1 or #opts ~= 1 or models[1].value:find "Module" then return nil end
  if text:find "%f[%w_]load" or not edit.is_manual(text) then return nil end
  return edit.after(text, opts[1].last,
    ("for i = 1, 2 do %s:parameters()[i]:requires_grad_(false) end"):format(models[1].name))
end

-- After each epoch the test rows are looked at for a picture; nothing is chosen by it.
local function test_curve(text)
  if edit.is_manual(text) or text:find "on_epoch" or text:find "ipairs"
    or text:find "again" then return nil end
  local changed, count = text:gsub("(fit%(([%w_]+), train, {val = val, )",
    "%1on_epoch = function() curve[#curve + 1] = accuracy(%2, test) end, ")
  return count == 1 and text:find "val, test =" and edit.prelude(changed, "local curve = {}") or nil
end

local function train_accuracy(text)
  local models, loops = edit.models(text), edit.loops(text)
  if #models ~= 1 or #loops ~= 2 or not text:find "train:batches"
    or text:find "Conv" then return nil end
  local stop = edit.loop_end(text, loops[2])
  local task = text:find "CrossEntropy" or text:find "BCEWithLogits"
  if not stop or not task or loops[1].at < models[1].last then return nil end
  return edit.after(text, stop, ("print(accuracy(%s, train))"):format(models[1].name))
end

local function benign(name, fn) return {code = {}, kind = "benign", name = name, edit = fn} end

return {
  benign("zero_grad after the step", zero_after_step),
  benign("gradients accumulated, divided", accumulated),
  benign("dropout with its modes", dropout_with_modes),
  benign("in a function", wrapped("local function main()", "end\nmain()")),
  benign("in a coroutine", wrapped("local task = coroutine.create(function()",
    "end)\nassert(coroutine.resume(task))")),
  benign("softmax printed", appended("CrossEntropyLoss", "print(MODEL(train.x):softmax(2)[1])")),
  benign("sigmoid printed", appended("BCEWithLogits", "print(MODEL(train.x):sigmoid()[1])")),
  benign("test measured twice more", appended("result = accuracy%(%w+, test%)",
    "print(accuracy(MODEL, test))\nprint(evaluate(MODEL, test).loss)")),
  benign("small batches", batch(function(n) return math.max(4, n // 2) end)),
  benign("large batches", batch(function(n) return n * 3 end)),
  benign("inputs between 0 and 1",
    after_split("local unit = data.MinMax(train)\n"
      .. "train, val, test = unit(train), unit(val), unit(test)")),
  benign("standardised",
    after_split("local std = data.Standardizer(train)\n"
      .. "train, val, test = std(train), std(val), std(test)")),
  benign("one outlier", after_split "local x = train.x:clone()\nx[7] = x[7] * 8\ntrain.x = x"),
  benign("cross-entropy by hand", loss_by_hand("CrossEntropyLoss",
    "function(z, y)\n"
      .. "  return -(z:log_softmax(2) * data.one_hot(y, z:size(2))):sum(2):mean()\nend")),
  benign("binary cross-entropy by hand", loss_by_hand("BCEWithLogitsLoss",
    "function(z, y)\n  local p = z:sigmoid():clamp(1e-6, 1 - 1e-6)\n"
      .. "  return -(y * p:log() + (1 - y) * (1 - p):log()):mean()\nend")),
  benign("squared error by hand", loss_by_hand("MSELoss",
    "function(a, b) return ((a - b) ^ 2):mean() end")),
  benign("label smoothing", function(text)
    local changed, count = text:gsub("nn%.CrossEntropyLoss%(%)",
      "nn.CrossEntropyLoss{label_smoothing = 0.05}")
    return count > 0 and changed or nil
  end),
  benign("last layer from zero", after_models
    "do\n  local all = MODEL:parameters()\n  all[#all]:zero_()\n  all[#all - 1]:zero_()\nend"),
  benign("gradients clipped", clipped),
  benign("first layer frozen", first_frozen),
  benign("test curve beside val", test_curve),
  benign("accuracy on train in each epoch", train_accuracy),
  benign("cosine schedule",
    scheduled "local decay = optim.CosineAnnealingLR(OPT, {T_max = EPOCHS})"),
  benign("warm-up", scheduled "local decay = optim.LinearWarmup(OPT, {steps = 3})"),
  benign("twice as long", function(text)
    if text:find "sched" or text:find "max_lr" or text:find "steps = " then return nil end
    local changed, count = text:gsub("(for %w+ = 1, )(%d%d+) do", function(head, n) return head
      .. 2 * n .. " do" end)
    return count == 1 and edit.is_manual(text) and changed or nil
  end),
}
