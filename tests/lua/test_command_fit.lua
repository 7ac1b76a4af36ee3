-- lua/command/: `gradus fit`, from the words of the command line to the program that it shows.

local T = require "gradus_test"
local options_of = require "gradus.command.fit_options"
local recipe = require "gradus.command.recipe"
local table_file = require "gradus.command.table_file"

local PROGRAM = os.getenv "GRADUS_BUILD" .. "/gradus"
local folder = os.getenv "HOME"

local function write(name, text)
  local path = folder .. "/" .. name
  local file = assert(io.open(path, "wb"))
  file:write(text)
  file:close()
  return path
end

-- The command's output, both channels, and its status.
local function run(...)
  local pipe = assert(io.popen(("%s fit %s 2>&1"):format(PROGRAM, table.concat({...}, " "))))
  local text = pipe:read "a"
  local _, _, status = pipe:close()
  return text, status
end

-- Two kinds of flowers, by two numbers that tell them apart.
local function flowers(rows)
  local lines = {"length,width,kind"}
  for i = 1, rows do
    local is_rose = i % 3 == 0
    lines[#lines + 1] = ("%.2f,%.2f,%s"):format((is_rose and 5 or 2) + i % 7 / 10,
      (is_rose and 1 or 3) + i % 5 / 10, is_rose and "rose" or "tulip")
  end
  return table.concat(lines, "\n") .. "\n"
end

local function plan_for(path, words)
  local options = assert(options_of.read {"fit", path, table.unpack(words or {})})
  return recipe.plan(path, options, assert(table_file.read(path, options)))
end

T.test("the options and what they mean", function()
  local o = options_of.read {"fit", "a.csv", "--target", "3", "--ignore=name, 2", "--hidden", "8,4",
    "--epochs", "50", "--lr", "0.01"}
  T.eq({o.rest, o.target, o.ignore, o.hidden, o.epochs, o.lr, o.seed},
    {{"a.csv"}, 3, {"name", 2}, {8, 4}, 50, 0.01, 1})
  local function why(...) return select(2, options_of.read {"fit", ...}) end
  T.eq(why(), "which file?")
  T.eq(why("a", "b"), "one file at a time")
  T.eq(why("a", "--speed", "3"), "there is no option --speed")
  T.eq(why("a", "--lr"), "--lr needs a value")
  T.eq(why("a", "--hidden", "8,x"), '--hidden takes whole numbers like 32,32, found "8,x"')
  T.eq(why("a", "--epochs", "0"), '--epochs takes a whole number like 200, found "0"')
end)

T.test("columns of words and rows with gaps are found, the target is left alone", function()
  local path = write("ships.csv", "name,age,sex,alive\nAnn,20,f,yes\nBob,,m,no\nCyd,30,,yes\n")
  local file = table_file.read(path, {})
  T.eq(file.ignore, {"name", "sex"})
  T.eq(file.remarks, {
    "left out, for they hold many different words: name (3), sex (2) (--words NAME takes one in)",
    "left out, for a cell is empty: 1 of 3 rows"})
  T.eq(table_file.read(path, {words = {"sex", "shoe"}}).one_hot, {"sex", "shoe"})
  T.eq(table_file.read(path, {target = "sex", ignore = {"alive", 1}}).ignore, {"alive", 1})
  T.eq({table_file.read(folder .. "/none.csv", {})},
    {nil, "cannot open " .. folder .. "/none.csv: No such file or directory"})
  T.eq({table_file.read(write("empty.csv", ""), {})}, {nil, folder .. "/empty.csv is empty"})
end)

T.test("few different words become features; ids, mixtures and one word for all do not", function()
  local lines = {"id,sex,ticket,ship,code,alive"}
  for i = 1, 40 do
    lines[#lines + 1] = ("n%d,%s,%s,Titanic,%d,%s"):format(i, i % 3 == 0 and "f" or "m",
      i % 4 == 0 and "A/" .. i or i, i % 2, i % 2 == 0 and "yes" or "no")
  end
  local path = write("crew.csv", table.concat(lines, "\n") .. "\n")
  local file = table_file.read(path, {})
  T.eq({file.one_hot, file.ignore}, {{"sex"}, {"id", "ticket", "ship"}})
  T.eq(file.remarks, {"words as numbers, 1 where a word stands and 0 elsewhere: sex (2)",
    "left out, for they hold many different words: id (40) (--words NAME takes one in)",
    "left out, for they hold numbers and words: ticket (--words NAME takes one in as words)",
    "left out, for they hold one word in all rows: ship"})
  T.eq(table_file.read(path, {words = {"code", 3}}).one_hot, {"sex", "ticket", "code"})
  T.eq(recipe.reading(plan_for(path, {"--words", "code"})), ('ds = data.csv(%q,\n  {ignore={"id", '
    .. '"ticket", "ship"}, one_hot={"sex", "code"}})\n'):format(path))
  local text, status = run(path, "--epochs 2")
  T.eq(status, 0, text)
  T.ok(text:find("sex=f", 1, true) and text:find('one_hot={"sex"}', 1, true), text)
end)

T.test("one slip of the pen among numbers is no column of words", function()
  local lines = {"x,y"}
  for i = 1, 30 do lines[#lines + 1] = (i == 7 and "l2" or i) .. "," .. i % 2 end
  local text, status = run(write("slip.csv", table.concat(lines, "\n") .. "\n"))
  T.eq(status, 1)
  T.ok(text:find('line 8, column 1 (x): "l2" is not a number', 1, true), text)
  T.ok(text:find("--words NAME takes it in, --ignore NAME leaves it out", 1, true), text)
end)

T.test("the program names what differs from the usual, and nothing else", function()
  local path = write("flowers.csv", flowers(60))
  T.eq(recipe.reading(plan_for(path)), ("ds = data.csv(%q)\n"):format(path))
  T.eq(recipe.reading(plan_for(path, {"--target", "kind", "--ignore", "2"})),
    ('ds = data.csv(%q,\n  {target="kind", ignore={2}})\n'):format(path))
  local plan = plan_for(path, {"--hidden", "5", "--lr", "0.01", "--seed", "7"})
  plan.kind, plan.rows, plan.inputs, plan.outputs = "binary", 60, 2, 1
  T.ok(recipe.training(plan):find("mlp(2, 5, 1)", 1, true))
  T.ok(recipe.training(plan):find("lr=0.01,", 1, true))
  T.ok(recipe.training(plan):find("seed=7, stratify=true", 1, true))
end)

T.test("classes: the score stands beside guessing, the program gives the same", function()
  local script = folder .. "/flowers.lua"
  local text, status = run(write("flowers.csv", flowers(90)), "--epochs 60 --lua " .. script)
  T.eq(status, 0, text)
  T.ok(text:find "flowers%.csv: 90 rows, 2 features, binary", text)
  T.ok(text:find "on 18 rows that it has never seen", text)
  T.ok(text:find "always tulip +accuracy 0%.67", text)
  local accuracy = text:match "this network +accuracy ([%d.]+) ± "
  T.ok(tonumber(accuracy) > 0.9, text)
  local pipe = assert(io.popen(PROGRAM .. " " .. script .. " 2>&1"))
  local again = pipe:read "a"
  pipe:close()
  T.ok(again:find("accuracy " .. accuracy, 1, true), again)
end)

T.test("quantities: errors come in the target's own units", function()
  local lines = {"area;price"}
  for i = 1, 120 do
    local area = i * 37 % 101
    lines[#lines + 1] = ("%d;%d"):format(20 + area, 3000 * area)
  end
  local text, status = run(write("houses.csv", table.concat(lines, "\n") .. "\n"),
    "--target price --epochs 100 --lr 0.01")
  T.eq(status, 0, text)
  local mean = text:match "always the mean +off by (%d+)"
  local network = text:match "network +off by (%d+)"
  T.ok(tonumber(mean) > 50000, text)
  T.ok(tonumber(network) < 0.3 * tonumber(mean), text)
end)

T.test("words and gaps are left out and that is said; noise is called guessing", function()
  local lines = {"x,name,y"}
  for i = 1, 60 do
    lines[#lines + 1] = ("%s,n%d,%s"):format(i == 9 and "" or i * 7919 % 13, i,
      (i * i * 31 + i) % 7 < 3 and "a" or "b")
  end
  local text = run(write("noise.csv", table.concat(lines, "\n") .. "\n"))
  T.ok(text:find("left out, for they hold many different words: name (60)", 1, true), text)
  T.ok(text:find "left out, for a cell is empty: 1 of 60 rows\n", text)
  T.ok(text:find('{ignore={"name"}, missing="skip"}', 1, true), text)
  T.ok(text:find "hardly better than guessing", text)
end)

T.test("what cannot be learned is said, in the words of the command line", function()
  local function says(expected, ...)
    local text, status = run(...)
    T.ok(text:find(expected, 1, true), text)
    T.ok(status == 1 or status == 2, "it must fail")
  end
  says("gradus fit: cannot open none.csv: No such file or directory", "none.csv")
  says("2 rows are too few to learn from", write("few.csv", "a,b\n1,2\n3,4\n"))
  says("line 3 has 1 cell where line 1 has 2", write("torn.csv", "a,b\n1,2\n3\n"))
  says('there is no column "prize"\ndid you mean price?',
    write("typo.csv", "area,price\n" .. ("1,2\n"):rep(12)), "--target prize")
  local names = {"x,id"}
  for i = 1, 20 do names[#names + 1] = i .. ",no" .. i end
  says("has 20 different words in 20 rows", write("ids.csv", table.concat(names, "\n") .. "\n"))
  says("With names as targets, --task multiclass.", write("f.csv", flowers(30)),
    "--task regression")
  says("usage: gradus fit FILE.csv", "")
end)

T.finish()
