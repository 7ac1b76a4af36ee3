--- Tests of gradus.repl.chunk and the lexer: what is complete, what goes on, what is wrong.

local T = require "gradus_test"
local chunk = require "gradus.repl.chunk"
local lexer = require "gradus.repl.lexer"

local function kind(source) return chunk.compile(source, "=test", _G).kind end

local function texts(source)
  local out = {}
  for i, token in ipairs(lexer.tokens(source)) do out[i] = token.text end
  return out
end

T.test("expressions, statements, nothing", function()
  for _, source in ipairs{"1 + 1", "f", "print(1)", "1, 2", "x -- note", "{1}", "m.x:y()", "1;"} do
    T.eq(kind(source), "expression", source)
  end
  for _, source in ipairs{"x = 1", "local y = 2", "for i = 1, 2 do end", "x = 1;"} do
    T.eq(kind(source), "statement", source)
  end
  for _, source in ipairs{"", "   ", "-- note", "--[[ a\nb ]]"} do T.eq(kind(source), "empty") end
end)

T.test("what may go on asks for more", function()
  for _, source in ipairs{"for i = 1, 2 do", "function f()", "x = {", "f(", "x =", "x = 1 +",
    "if a then", "repeat", "while true do print(1)", "x = [[text", "--[[ note",
    "if a then x = 1 else", "return function()", "plot(loss", "local", "if f{1} then"} do
    T.eq(kind(source), "more", source)
  end
end)

T.test("what is wrong already does not ask for more", function()
  for _, source in ipairs{"x = 'abc", 'print "hi', "if (a) {", "while (x < 3) {",
    "for i in range(10): print(i)", "for i in range(10):", "if x > 0:", "x += 1", "x != 1",
    "model:train", "else {", "x = 'it's", "for (i = 0; i < 3; i++) {", "def f(x):",
    "with no_grad():"} do
    T.eq(kind(source), "error", source)
  end
end)

T.test("values of an expression come back packed, silent at a semicolon", function()
  local compiled = chunk.compile("1, nil, 3", "=test", _G)
  T.eq(compiled.fn(table.pack), {1, nil, 3, n = 3})
  T.eq(compiled.silent, false)
  T.eq(chunk.compile("1;", "=test", _G).silent, true)
end)

T.test("a local at the outermost level becomes a global, inside it stays", function()
  local function persist(source) return (chunk.persist(source)) end
  T.eq(persist("local x = 1"), "      x = 1")
  T.eq(persist("local a, b = 1, 2"), "      a, b = 1, 2")
  T.eq(persist("local x"), "      x = nil")
  T.eq(persist("local a, b"), "      a, b = nil")
  T.eq(persist("local function f() end"), "      function f() end")
  T.eq(persist("do local x = 1 end"), "do local x = 1 end")
  T.eq(persist("f(function() local x = 1 end)"), "f(function() local x = 1 end)")
  T.eq(persist("local x <const> = 1"), "local x <const> = 1")
  T.eq(persist("s = 'local x = 1'"), "s = 'local x = 1'")
  T.eq(persist("local x = 1 local y = x\nlocal z"), "      x = 1       y = x\n      z = nil")
  T.eq(persist("local x print(x)"), "      x = nil print(x)")
end)

T.test("tokens: strings, numbers, comments, operators of other languages", function()
  T.eq(texts("x = 'a\\'b' .. [[c\nd]] -- note"), {"x", "=", "'a\\'b'", "..", "[[c\nd]]"})
  T.eq(texts("1.5e-3 0xFF 3..2 .5"), {"1.5e-3", "0xFF", "3", "..", "2", ".5"})
  T.eq(texts("a != b && c += 1"), {"a", "!=", "b", "&&", "c", "+=", "1"})
  T.eq(texts("--[==[ a ]] ]==] x"), {"x"})
end)

T.test("tokens know their line and place", function()
  local tokens = lexer.tokens("a = 1\n  b = [[x\ny]] c")
  T.eq({tokens[4].text, tokens[4].line, tokens[4].start}, {"b", 2, 9})
  T.eq({tokens[7].text, tokens[7].line}, {"c", 3})
end)

T.test("any text is tokenized to its end", function()
  local seed = 7
  for _ = 1, 300 do
    local bytes = {}
    for i = 1, 40 do
      seed = (seed * 1103515245 + 12345) % 2147483648
      bytes[i] = string.char(seed // 65536 % 256)
    end
    local source = table.concat(bytes)
    lexer.open(lexer.tokens(source))
    chunk.compile(source, "=test", _G)
  end
end)

T.test("what is open, outermost first", function()
  local function open(source)
    local out = {}
    for i, entry in ipairs(lexer.open(lexer.tokens(source))) do out[i] = entry.text end
    return out
  end
  T.eq(open("for i = 1, 2 do f("), {"for", "("})
  T.eq(open("while x do if y then end"), {"while"})
  T.eq(open("f(function() return {"), {"(", "function", "{"})
  T.eq(open("repeat x() until y"), {})
  T.eq(open("do x()"), {"do"})
  T.eq(open("x = 'a"), {"'"})
  T.eq(open("x = [[a"), {"[["})
end)

T.finish()
