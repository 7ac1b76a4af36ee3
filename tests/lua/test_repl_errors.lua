--- Tests of gradus.repl.errors: what beginners type, what they are told, and that corrections work.

local T = require "gradus_test"
local chunk = require "gradus.repl.chunk"
local errors = require "gradus.repl.errors"
local interrupt = require "gradus.interrupt"
local term = require "gradus.term"
local workspace = require "gradus.repl.workspace"

-- Evaluates text as the prompt does; returns the report of its error, or nil.
local number = 0
local function report_of(source)
  number = number + 1
  local name = "input " .. number
  rawset(workspace.env, "f", nil)
  errors.remember_source(name, source)
  local compiled = chunk.compile(source, "=" .. name, workspace.env)
  if compiled.kind == "error" then return errors.syntax(source, compiled.message) end
  if compiled.kind == "more" then
    return errors.syntax(source, select(2, load(source, "=" .. name)))
  end
  local ok, caught = interrupt.guard(compiled.fn, errors.handler, table.pack)
  if not ok then return errors.runtime(caught) end
end

-- typed, code, a pattern of the title, a pattern of note or hint (or nil), the fix (or nil)
local cases = {
  -- options without braces, the most frequent one
  {"fit(m, train, lr=0.1)", "E0003", "^Options go in braces", "write  fit%(m, train, {lr=0.1}%)",
    "fit(m, train, {lr=0.1})"},
  {"fit(m, d, lr=0.1, epochs=(2+3))", "E0003", "braces", nil, "fit(m, d, {lr=0.1, epochs=(2+3)})"},
  -- C and JavaScript
  {"if (loss < 0.1) { print('ok') }", "E0002", "looks like C", "write  if loss < 0.1 then",
    "if loss < 0.1 then print('ok') end"},
  {"while (x < 3) {", "E0002", "looks like C", "write  while x < 3 do … end"},
  {"for (i = 0; i < 3; i++) { print(i); }", "E0002", "looks like C", "for i = 1, 10 do"},
  {"x != 1", "E0002", "~=", "~=", "x ~= 1"},
  {"a && b || c", "E0002", "word and", "and", "a and b or c"},
  {"!x", "E0002", "word not", "not", "not x"},
  {"x += 1", "E0002", "no %+=", "write  x = x %+ 1", "x = x + 1"},
  {"m.total *= 2", "E0002", "no %*=", nil, "m.total = m.total * 2"},
  {"i++", "E0002", "no %+%+", "i = i %+ 1", "i = i + 1"},
  {"x = 3 // three", "E0001", "Unknown name: three"},
  {"x = 1 // a note", "E0002", "comment starts with %-%-", "%-%-", "x = 1 -- a note"},
  {"let x = 1", "E0002", "needs no let", "x = 1", "x = 1"},
  {"int n = 3;", "E0002", "needs no int", "n = 3", "n = 3"},
  {"x := 3", "E0002", "given with =", nil, "x = 3"},
  -- characters
  {"print(“hi”)", "E0002", "no character of Lua", nil, 'print("hi")'},
  {"x = 3 − 1", "E0002", "no character of Lua", "write  %-", "x = 3 - 1"},
  -- pasted prompts
  {"gradus> x = 1", "E0002", "prompt of another", nil, "x = 1"},
  {">>> x = 1", "E0002", "prompt of another", nil, "x = 1"},
  {"gradus> for i = 1, 2 do\nfor...> print(i)\nfor...> end", "E0002", "prompt", nil,
    "for i = 1, 2 do\nprint(i)\nend"},
  -- Python
  {"for i in range(10): print(i)", "E0002", "first and last", "for i = 1, 10 do",
    "for i = 1, 10 do print(i) end"},
  {"for i in range(2, 5): print(i)", "E0002", "first and last", nil,
    "for i = 2, 5 do print(i) end"},
  {"for i in range(10):\n    print(i)", "E0002", "first and last", "for i = 1, 10 do … end"},
  {"for x in list: print(x)", "E0002", "no colon", nil, "for _, x in ipairs(list) do print(x) end"},
  {"if x > 0: print(x)", "E0002", "then and end", nil, "if x > 0 then print(x) end"},
  {"if x > 0:", "E0002", "then and end", "if x > 0 then … end"},
  {"while x < 3: x = x + 1", "E0002", "do and end", nil, "while x < 3 do x = x + 1 end"},
  {"def f(x): return x + 1", "E0002", "starts with function", nil,
    "function f(x) return x + 1 end"},
  {"f = lambda x: x + 1", "E0002", "written out", nil, "f = function(x) return x + 1 end"},
  {"map(lambda x: x + 1)", "E0002", "written out", nil, "map(function(x) return x + 1 end)"},
  {"with no_grad(): f()", "E0002", "no with", nil, "no_grad(function() f() end)"},
  {"import torch", "E0002", "here already"},
  {"from torch import nn", "E0002", "here already", "%?nn looks"},
  {"print x", "E0002", "needs parentheses", nil, "print(x)"},
  {"x is None", "E0002", "nil", nil, "x == nil"},
  {"x is not None", "E0002", "nil", nil, "x ~= nil"},
  {"x not in t", "E0002", "no in", "not t%[x%]"},
  {"2**3", "E0002", "power", "%^", "2^3"},
  {"x = 1 # note", "E0002", "comment", nil, "x = 1 -- note"},
  {"x = [1, 2, 3]", "E0002", "braces", nil, "x = {1, 2, 3}"},
  {"f([1, 2])", "E0002", "braces", nil, "f({1, 2})"},
  {"t[:,1]", "E0002", "column", nil, "t[{{}, 2}]"},
  {"x[1:3]", "E0002", "range of rows", nil, "x[{{1, 3}}]"},
  {"t[1,2]", "E0002", "indices go in braces", nil, "t[{1,2}]"},
  {"elif x then", "E0002", "elseif"},
  {"class Net:", "E0002", "nn.Module"},
  {"try: f()", "E0001", "Unknown name: try", "pcall"},
  {"try:\n  f()\nexcept:", "E0002", "pcall"},
  {"for i, x in enumerate(list): print(i)", "E0002", "no colon", nil,
    "for i, x in ipairs(list) do print(i) end"},
  {"if x == None: print(1)", "E0002", "then and end", "if x == nil then",
    "if x == nil then print(1) end"},
  {"if 1 not in list: print(1)", "E0002", "then and end", nil, "if not list[1] then print(1) end"},
  {"if 1 in list then print(1) end", "E0002", "no in", nil, "if list[1] then print(1) end"},
  {"if x != None: print(1)", "E0002", "%~=", nil, "if x ~= nil then print(1) end"},
  {"with torch.no_grad(): f()", "E0002", "no with", nil, "no_grad(function() f() end)"},
  {"for i in range(3):\n    if i != 2:\n        print(f\"{i}\")\nprint(len(x))", "E0002", "~=",
    nil, "for i = 1, 3 do\n    if i ~= 2 then\n        print(i)\n    end\nend\nprint(#x)"},
  {"def f(x):\n    if x:\n        return [1, 2]\n    else:\n        return None\nf(1)", "E0002",
    "starts with function", nil,
    "function f(x)\n    if x then\n        return {1, 2}\n"
      .. "    else\n        return nil\n    end\nend\nf(1)"},
  {"x = torch.tensor([[1, 2], [3, 4]]", "E0003", "parenthesis"},
  {"x = np.array([1, 2])", "E0002", "braces", nil, "x = tensor({1, 2})"},
  {"x = {'a': 1, 'b c': [2]}", "E0002", ".", nil, "x = {a = 1, ['b c'] = {2}}"},
  {"fit(m, d, {lr: 0.1})", "E0002", "equals sign", "lr = 0.1", "fit(m, d, {lr = 0.1})"},
  {"x = 'it's'", "E0003", "quote inside"},
  {"zeros((2, 3))", "E0003", "no tuples", "zeros%(2, 3%)", "zeros(2, 3)"},
  {"x = (1, 2)", "E0003", "no tuples", "{1, 2}", "x = {1, 2}"},
  {"tensor{1, 2}:mean", "E0003", "parentheses at the end", "mean%(%)", "tensor{1, 2}:mean()"},
  {"function f(x) { return x }", "E0002", "looks like C", nil, "function f(x) return x end"},
  {"for epoch = 1, 10 {", "E0002", "looks like C", "for epoch = 1, 10 do … end"},
  {"/* note */", "E0002", "comment", nil, nil},
  {'"""note"""', "E0002", "double brackets", "%[%[note%]%]"},
  {"x = 3 // note", "E0001", "Unknown name: note", "comment"},
  {"# note", "E0001", "Unknown name: note", "comment"},
  {'f"loss {x:.3f}, {y}"', "E0001", "Unknown name: f", nil, '("loss %.3f, %s"):format(x, y)'},
  {'print(f"loss {x}")', "E0001", "Unknown name: f", nil, 'print("loss " .. x)'},
  {"größe = 3", "E0003", "letters a to z", "another letter"},
  {"5 = x", "E0003", "given to a name", "x = 5"},
  {"y = 2 x", "E0003", "product needs its sign", "2%*x", "y = 2*x"},
  {'"abc":upper()', "E0003", "parentheses", nil, '("abc"):upper()'},
  {"x; y = 1", "E0003", "value alone", "print%(x%)"},
  {"cd ..", "E0003", "command of the shell"},
  {"man fit", "E0003", "command of the shell", "%?fit"},
  {"what is overfitting?", "E0003", "These are words", "%?%?overfitting"},
  {"the answer is 42", "E0003", "."},
  {"In [3]: x = 1", "E0002", "prompt of another", nil, "x = 1"},
  {"overfitting 4/9> x = 1", "E0002", "prompt of another", nil, "x = 1"},
  -- expressions of other languages
  {'"epoch %d" % 3', "E0006", "method format", nil, nil},
  {'print("epoch {}".format(3))', "E0002", "method format", nil, 'print(("epoch %s"):format(3))'},
  {"a = b = 3", "E0002", "value of its own", nil, "a, b = 3, 3"},
  {"y = 3 if x else 4", "E0002", "and and or", nil, "y = x and 3 or 4"},
  {"y = x ? 1 : 2", "E0002", "and and or", nil, "y = x and 1 or 2"},
  {"y = [i for i in range(10)]", "E0002", "filled by a loop", nil,
    "y = {} for i = 1, 10 do y[#y + 1] = i end"},
  {'print(x, end="")', "E0002", "io.write", nil, "io.write(x)"},
  {"x @ y", "E0002", "matmul", nil, "x:matmul(y)"},
  {"x === 3", "E0002", "two equals", nil, "x == 3"},
  {"g = (a, b) => a + b", "E0002", "written out", nil, "g = function(a, b) return a + b end"},
  {"x[:1]", "E0002", "range of rows", nil, "x[{{1, 1}}]"},
  {"x[2:]", "E0002", "range of rows", nil, "x[{{2, -1}}]"},
  {"x[:, 1:2]", "E0002", "range of rows", nil, "x[{{}, {1, 2}}]"},
  {"x = 1_000_000", "E0002", "digits", nil, "x = 1000000"},
  {"del x", "E0002", "set to nil", nil, "x = nil"},
  {'raise ValueError("no")', "E0002", "function error", nil, 'error("no")'},
  {"assert x == 3", "E0003", "assert needs parentheses", nil, "assert(x == 3)"},
  {"seed 1", "E0003", "seed needs parentheses", nil, "seed(1)"},
  {"%time x", "E0003", "Commands start", nil, nil},
  {"fit(m, d, {epochs=10)", "E0003", "is closed by }", nil, "fit(m, d, {epochs=10})"},
  {"t = {1, , 2}", "E0003", "nothing before it", nil, "t = {1,  2}"},
  {"for epoch in range(2):\n    optimizer.zero_grad()\n    loss = criterion(model(x), y)\n"
    .. "    loss.backward()\n    print(f'{epoch}: {loss.item():.3f}')", "E0002", "first and last",
    nil, "for epoch = 1, 2 do\n    optimizer:zero_grad()\n    loss = criterion(model(x), y)\n"
    .. "    loss:backward()\n    print(('%s: %.3f'):format(epoch, loss:item()))\nend"},
  -- missing things
  {"x = 'abc", "E0003", "no closing '", nil, "x = 'abc'"},
  {'print "hi', "E0003", 'no closing "', nil, 'print "hi"'},
  {"x = {1, 2", "E0003", "brace { is not closed", "its } is missing", "x = {1, 2}"},
  {"plot(loss\nx = 3", "E0003", "parenthesis %( in line 1 is not closed"},
  {"{a = 1 b = 2}", "E0003", "comma is missing before b", nil, "{a = 1, b = 2}"},
  {"nn.Sequential{ nn.Linear(2,16) nn.ReLU() }", "E0003", "comma is missing before nn", nil,
    "nn.Sequential{ nn.Linear(2,16), nn.ReLU() }"},
  {"fit(m, train, {val=val epochs=20})", "E0003", "comma is missing before epochs", nil,
    "fit(m, train, {val=val, epochs=20})"},
  {"if x = 1 then end", "E0003", "two equals signs", "==", "if x == 1 then end"},
  {"if x print(x) end", "E0003", "needs then", nil, "if x then print(x) end"},
  {"for i = 1, 3 print(i) end", "E0003", "needs do", nil, "for i = 1, 3 do print(i) end"},
  {"for i = 1, 3 do print(i) end end", "E0003", "one end too many"},
  {"f())", "E0003", "closes nothing"},
  {"model:train", "E0003", "parentheses at the end", "model:train%(%)", "model:train()"},
  {"y = 2x", "E0003", "product needs its sign", "2%*x"},
  {"end = 3", "E0003", "end"},
  {"local for = 1", "E0003", "for is a word of Lua itself"},
  {"for i = 1, 2 do", "E0003", "for in line 1 has no end"},
  {"if a then x = 1 else if b then x = 2 end", "E0003", "has no end", "elseif"},
  {"x = ", "E0003", "stops too early"},
  {"x = = 1", "E0003", "did not expect ="},
  -- values
  {"trian{epochs = 1}", "E0001", "^Unknown name: trian%.$"},
  {"pritn(1)", "E0001", "^Unknown name: pritn%.$", "Did you mean print%?", "print(1)"},
  {"len(x)", "E0001", "Unknown name: len", "#x"},
  {"x = None", "E0001", "Unknown name: None", "nil"},
  {"t = {weight = 1}; t.weigth.x = 2", "E0005", "t.weigth is nothing", "did you mean  weight",
    "t = {weight = 1}; t.weight.x = 2"},
  {"t = {1}; t()", "E0004", "t is a table; only functions can be called"},
  {"for x in {1} do end", "E0004", "only functions", "pairs"},
  {"s = 'a'; s:uper()", "E0004", "s has no method called uper", "upper", "s = 'a'; s:upper()"},
  {"math.squirt(2)", "E0004", "math has no function called squirt"},
  {"math.sqr(2)", "E0004", "math has no function called sqr", "sqrt", "math.sqrt(2)"},
  {"x = {}; x.a.b = 1", "E0005", "x.a is nothing"},
  {"x = nil; x.a = 1", "E0005", "x is nothing"},
  {"t = {}; t[0].x = 1", "E0005", "nothing %(nil%), so it has no fields"},
  {"x = {} + 1", "E0006", "a table; a number is needed", "tensor{…}"},
  {"w = ones(2):requires_grad_() * 2; w = w - w.grad * 0.1", "E0006", "w has no gradient",
    "w:sub_%(w%.grad"},
  {"x = 'a' + 1", "E0006", "text %(string%); a number is needed", "tonumber"},
  {"x = nil; y = x .. 'a'", "E0006", "x is nothing"},
  {"x = 'a' .. {}", "E0006", "%.%. joins only texts", "tostring"},
  {"x = 1 < 'a'", "E0006", "cannot be compared"},
  {"x = nil; y = x < 1", "E0006", "cannot be compared", "never set"},
  {"n = 3; x = #n", "E0006", "n is a number, so # has nothing to count"},
  {"f = function() return 1 + f() end; f()", "E0007", "calls itself without an end"},
  {"for i = 'a', 2 do end", "E0103", "initial value of the for loop"},
  {"for i, x in ipairs(3) do end", "E0005", "ipairs walks through a table"},
  {"for i, x in pairs(zeros(2)) do end", "E0103", "pairs walks", "t:rows%(%)"},
  {"x = ('x'):rep(1e12)", "E0301", "not enough memory", "too large"},
  {"require 'torch'", "E0008", "no module called torch", "here already"},
  {"for i in 1, 10 do end", "E0004", "counting loop", "for i = 1, 10 do",
    "for i = 1, 10 do end"},
  {"t = {}; t.append(1)", "E0004", "no append in Lua", "table.insert"},
  {"t = zeros(2) t:shape()", "E0004", "not a method", "t.shape", "t = zeros(2) t.shape"},
  {"for x in data.moons{n = 4} do end", "E0004", "cannot walk", "batches"},
  {"t = zeros(2); x = math.sqrt(t)", "E0103", "method of its own", "t:sqrt",
    "t = zeros(2); x = t:sqrt()"},
  {"t = zeros(2); x = t % 2", "E0006", "t is a tensor"},
  -- our own
  {"t = zeros(2); x = 'a' + t", "E0103", "needs a tensor", "joined with two dots"},
  {"t = zeros(1); x = t:sum().item()", "E0103", "item needs", "write  :item%(%)",
    "t = zeros(1); x = t:sum():item()"},
  {"x = string.format('%.3f', zeros(1))", "E0103", "argument 2", "x:item"},
  {"mlp{2, 4, 1}", "E0107", "mlp needs", "mlp%(2, 4, 1%)", "mlp(2, 4, 1)"},
  {"m = mlp(2, 1); optim.SGD{m, lr=0.1}", "E0107", "SGD needs", "optim.SGD%(m, {lr=0.1}%)",
    "m = mlp(2, 1); optim.SGD(m, {lr=0.1})"},
  {"t = zeros(4); t.reshape(2, 2)", "E0103", "reshape needs", "t:reshape%(…%)",
    "t = zeros(4); t:reshape(2, 2)"},
  {"nn.Linear{2, 3}", "E0104", "without a name", "nn.Linear%(2, 3%)", "nn.Linear(2, 3)"},
  {"nn.Linear{2, 3, bias=false}", "E0104", "without a name", nil, "nn.Linear(2, 3, {bias=false})"},
  {"x = zeros(2); x.yy.z = 1", "E0106", "yy"},
  {"t = zeros(2); t.sum()", "E0103", "sum", "t:sum", "t = zeros(2); t:sum()"},
  {"f = print\nf()\n(tensor{1, 2}):sum()\ny = 1", "E0004", "This value is nothing",
    "End this line with ;"},
  {"m = nn.Linear(2, 1) m.eval()", "E0103", "eval", "m:eval", "m = nn.Linear(2, 1) m:eval()"},
  {"t = zeros(2); t:summ()", "E0106", "summ", "did you mean sum", "t = zeros(2); t:sum()"},
  {"optim.SGD(mlp(2, 1), {lr=.1, momentun=.9})", "E0104", "momentun", "momentum",
    "optim.SGD(mlp(2, 1), {lr=.1, momentum=.9})"},
  {"error('my own words')", nil, "^my own words$"},
  {"error({1})", nil, "raised with {1}"},
}

for _, case in ipairs(cases) do
  local typed, code, title, words, fix = table.unpack(case, 1, 5)
  T.test(typed, function()
    local report = report_of(typed)
    T.ok(report, "no error was found")
    T.eq(report.code, code, "code of: " .. report.title)
    if not report.title:find(title) then T.eq(report.title, title) end
    local rest = (report.note or "") .. " " .. (report.hint or "")
    if words and not rest:find(words) then T.eq(rest, words) end
    if fix then T.eq(report.fix, fix) end
  end)
end

T.test("innocent lines of a block are not blamed", function()
  local block = [[
opts = {
  ["lr"] = 0.1, -- see [1, 2]: a list
}
for k, v in pairs(opts) do -- if x: y
  print(k // 2, v) # here
end]]
  local report = report_of(block)
  T.eq(report.case.line, 5)
  T.eq(report.at.text, "#")
  report = report_of(block:gsub("# here", "x y"))
  T.eq(report.case.line, 5)
  T.eq(report.code, "E0003")
end)

T.test("every correction compiles", function()
  for _, case in ipairs(cases) do
    local report = report_of(case[1])
    if report.fix then
      T.eq(chunk.compile(report.fix, "=fix", workspace.env).kind == "error", false, report.fix)
    end
  end
end)

T.test("no line of a message is wider than the screen, down to 40 columns", function()
  for _, width in ipairs{40, 60, 80} do
    term.override{width = width, color = false}
    for _, case in ipairs(cases) do
      local text = errors.render(report_of(case[1]))
      for line in text:gmatch("[^\n]+") do
        local is_code = line:find("^    write") or line:find("Without")
        if term.columns(line) > width and not is_code then
          term.override()
          T.eq(line, ("at most %d columns"):format(width))
        end
      end
    end
  end
  term.override()
end)

T.test("no message scolds", function()
  for _, case in ipairs(cases) do
    local text = errors.render(report_of(case[1])):lower()
    for _, word in ipairs{"invalid", "illegal", "fatal", "attempt to"} do
      T.eq(text:find(word, 1, true), nil, text)
    end
  end
end)

T.test("the caret stands under what is meant", function()
  term.override{width = 80, color = false, unicode = true}
  local text = errors.render(report_of("if x = 1 then end"))
  T.eq(text:match("\n(.*)$"), "    if x = 1 then end\n         ^  write  ==")
  text = errors.render(report_of('s = "漢字"; s = = 1'))
  local line, mark = text:match("\n([^\n]*)\n( *)%^")
  T.eq(term.columns(line:match("^(.*= )= 1")), #mark)
  term.override()
end)

T.test("an error in a function shows its line, not the line that called it", function()
  local name = "input " .. number + 1
  report_of("function broken(x)\n  local y = 1\n  return x.a.b\nend")
  local report = report_of("broken({})")
  T.eq(report.case.name, name)
  T.eq(report.case.line, 3)
  T.ok(errors.render(report):find("return x.a.b", 1, true))
end)

T.finish()
