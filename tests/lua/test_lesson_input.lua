local T = require "gradus_test"
local input = require "gradus.lesson.input"

local env = {plot = print, h = {}, a = 1}

T.test("Lua is what compiles; a lone word only if it names something", function()
  for _, line in ipairs{"plot(h)", "x = 3", "h.best", "a", "1 + 1", "for i = 1, 3 do", "f("} do
    T.eq(input.is_lua(line, env), true, line)
  end
  for _, line in ipairs{"banana", "falls then rises", "about twenty", "?", "50 %"} do
    T.eq(input.is_lua(line, env), false, line)
  end
end)

T.test("prose is several words that are no Lua and no attempt at it", function()
  for _, line in ipairs{"on spirals the gap was 0.4", "It didn't rise again.",
    "if I stop at the minimum, the loss is halved", "not a surprise at all",
    "Result: the loss halved twice", "The gap is 0.4 (it was 2)", "for me it was epoch 12"} do
    T.eq(input.is_prose(line), true, line)
  end
  for _, line in ipairs{"plot(h1, h2)", "fit(mlp(2,3,1), train, lr=0.1)", "x = one two three",
    "local a b c", "h.val_loss is the one", "yes", "for i = 1, 3 do", "model:train is wrong"} do
    T.eq(input.is_prose(line), false, line)
  end
end)

T.finish()
