-- data.csv: what it understands, and what it says where it does not.

local T = require "gradus_test"

local path = os.tmpname()
local name = path:match("[^/]+$")

local function write(text)
  local file = assert(io.open(path, "wb"))
  file:write(text)
  file:close()
end

local function read(text, options)
  write(text)
  return assert(data.csv(path, options))
end

-- The file's name, which changes from run to run, is FILE in the expected text.
local function says(text, options, expected, code)
  write(text)
  local e = T.raises(function() data.csv(path, options) end, "", code)
  T.eq((tostring(e):gsub(name:gsub("%p", "%%%0"), "FILE")), expected)
end

local WORDS = "For a column of words: one_hot={…} takes it in, ignore={…} leaves it out; or name "
  .. "the target: target=…."

-- ---- what it reads ------------------------------------------------------------------------------

T.test("numbers and class names, without a header", function()
  local ds = read("5.1,3.5,cat\n4.9,3.0,dog\n6,2,cow\n")
  T.eq({#ds, ds.task, ds.classes, ds.features}, {3, "multiclass", {"cat", "cow", "dog"}, nil})
  T.near(ds.x, {{5.1, 3.5}, {4.9, 3}, {6, 2}}, 1e-6)
  T.near(ds.y, {1, 3, 2})
  T.eq(ds.name, name)
end)

T.test("columns of words become a feature for each word, behind those of numbers", function()
  local ds = read("city,age,sex,y\nRome,3,f,1.5\nOslo,4,m,2.5\nRome,5,m,3.5\n",
    {one_hot = {"sex", 1}, header = true})
  T.eq(ds.features, {"age", "sex=f", "sex=m", "city=Oslo", "city=Rome"})
  T.eq(ds.x:tolist(), {{3, 1, 0, 0, 1}, {4, 0, 1, 1, 0}, {5, 0, 1, 0, 1}})
  T.eq(read("a,x\nb,y\na,x\n", {one_hot = {1}}).x:tolist(), {{1, 0}, {0, 1}, {1, 0}})
  T.eq(#read("Rome,1\n,2\nOslo,3\n", {one_hot = {1}, missing = "skip"}), 2)
  says("Rome,1\n,2\n", {one_hot = {1}}, 'FILE, line 2, column 1: the value is missing ("")\n'
    .. 'Fill the cell in, or leave out such lines: missing="skip".', "E0401")
  says("Rome,1\nOslo,2\n", {one_hot = {3}},
    "data.csv: there is no column 3; the file has 2\nColumns count from 1.", "E0102")
end)

T.test("a header is found where it stands over numbers", function()
  local ds = read("length,width,kind\n1,2,a\n3,4,b\n5,6,c\n")
  T.eq({#ds, ds.features}, {3, {"length", "width"}})
  T.eq(#read("1,2,a\n3,4,b\n5,6,c\n"), 3)
  T.eq(#read("a,b,c\n1,2,x\n2,1,y\n2,2,z\n", {header = true}), 3)
  says("a,b,c\n1,2,x\n2,1,y\n", {header = false}, 'FILE, line 1, column 1: "a" is not a number\n'
    .. WORDS, "E0401")
end)

T.test("delimiters are found: comma, semicolon, tab, bar", function()
  for _, delimiter in ipairs{",", ";", "\t", "|"} do
    local ds = read((("1,2,a\n3,4,b\n5,6,c\n"):gsub(",", delimiter)))
    T.eq({#ds, ds.x:size(2)}, {3, 2}, delimiter)
  end
  T.eq(read("1:2:a\n3:4:b\n5:6:c\n", {delimiter = ":"}).x:size(2), 2)
end)

T.test("French files: semicolons and decimal commas", function()
  local ds = read("x;y\n5,1;3,5\n4,9;3,25\n1,5;-0,5\n-2;1,0\n")
  T.near(ds.x, {{5.1}, {4.9}, {1.5}, {-2}}, 1e-6)
  T.near(ds.y, {{3.5}, {3.25}, {-0.5}, {1}}, 1e-6)
  T.eq(ds.task, "regression")
end)

T.test("quotes as in RFC 4180, line ends of any system, a byte-order mark, blank lines", function()
  local ds = read('\239\187\191"a, long",b\r\n1,"it is ""so"""\r\n\r\n 2 ,"two\r\nlines"'
    .. "\r\n3,x\r\n")
  T.eq(ds.features, {"a, long"})
  T.near(ds.x, {{1}, {2}, {3}})
  T.eq(ds:labels(), {'it is "so"', "two\nlines", "x"})
  T.eq(#read("1,a\r2,b\r3,c"), 3)
end)

T.test("the target is the last column, or the one that is named or numbered", function()
  local text = "kind,a,b\nx,1,2\ny,3,4\nz,5,6\n"
  local ds = read(text, {target = "kind"})
  T.eq({ds.features, ds.classes}, {{"a", "b"}, {"x", "y", "z"}})
  T.eq(read(text, {target = 1}).classes, {"x", "y", "z"})
  T.near(read(text, {target = "b", ignore = {"kind"}}).y, {{2}, {4}, {6}})
  T.eq(read(text, {target = 3, ignore = {1}}).features, {"a"})
end)

T.test("two names are a binary task, few whole numbers classes, others quantities", function()
  T.eq(read("1,no\n2,yes\n3,no\n").task, "binary")
  T.near(read("1,no\n2,yes\n3,no\n").y, {{0}, {1}, {0}})
  local rows, more = {}, {}
  for i = 1, 30 do rows[i], more[i] = i .. "," .. i % 3, i .. "," .. i * 10 end
  local few = read(table.concat(rows, "\n"))
  T.eq({few.task, few.classes, few.y:max():item()}, {"multiclass", {"0", "1", "2"}, 3.0})
  T.eq(read(table.concat(rows, "\n"), {task = "regression"}).task, "regression")
  T.eq(read(table.concat(more, "\n")).task, "regression")
  T.eq(read("1,2.5\n2,2.5\n3,1.5\n").task, "regression")
  T.eq(read("1,9\n2,10\n3,9\n4,100\n", {task = "multiclass"}).classes, {"9", "10", "100"})
end)

T.test("numbers of every form", function()
  T.near(read("-1.5e2,a\n+3,b\n.5,c\n1E-3,d\n7.,e\n").x, {{-150}, {3}, {0.5}, {0.001}, {7}}, 1e-6)
end)

T.test("a long file is read whole", function()
  local rows = {}
  for i = 1, 5000 do rows[i] = i .. "," .. i * 2 .. "," .. i % 4 end
  local ds = read(table.concat(rows, "\n"))
  T.eq({#ds, ds.x:sum():item()}, {5000, 37507500.0})
end)

-- ---- what it says -------------------------------------------------------------------------------

T.test("a file that is not there gives nil and why", function()
  local ds, why = data.csv("no/such/file.csv")
  T.eq({ds, why}, {nil, "cannot open no/such/file.csv: No such file or directory"})
  ds, why = data.csv("/")
  T.eq({ds, why}, {nil, "cannot read /: Is a directory"})
end)

T.test("lines with empty cells can be skipped, where they count", function()
  write("a,b,kind\n1,2,x\n,3,y\n4,NA,x\n5,6,\n7,8,y\n")
  T.eq(data.csv(path, {missing = "skip"}).x:tolist(), {{1, 2}, {7, 8}})
  T.eq(data.csv(path, {missing = "skip", ignore = {"b"}}).x:tolist(), {{1}, {4}, {7}})
  write("a,kind\n,x\n,y\n")
  T.raises(function() data.csv(path, {missing = "skip", header = true}) end,
    "every line has an empty cell", "E0401")
end)

T.test("cells that are not numbers are named by line and column", function()
  says("a,b,kind\n1,2,x\n3,oops,y\n", nil, 'FILE, line 3, column 2 (b): "oops" is not a number\n'
    .. WORDS, "E0401")
  says("1,2,x\n\n3,,y\n", nil, 'FILE, line 3, column 2: the value is missing ("")\n'
    .. 'Fill the cell in, or leave out such lines: missing="skip".', "E0401")
  says("1,NA,x\n2,3,y\n", nil, 'FILE, line 1, column 2: the value is missing ("NA")\n'
    .. 'Fill the cell in, or leave out such lines: missing="skip".', "E0401")
  says("1,2,x\n1,2,\n", nil, 'FILE, line 2, column 3: the value is missing ("")\n'
    .. 'Fill the cell in, or leave out such lines: missing="skip".', "E0401")
  says('1,"2,5",x\n1,2,y\n', nil, 'FILE, line 1, column 2: "2,5" is not a number\n'
    .. "The decimal sign is a point.", "E0401")
  says("0x10,2,x\n1,2,y\n", nil, 'FILE, line 1, column 1: "0x10" is not a number\n'
    .. WORDS, "E0401")
  says("1,inf,x\n1,2,y\n", {header = false}, 'FILE, line 1, column 2: "inf" is not a number\n'
    .. WORDS, "E0401")
end)

T.test("ragged rows, empty files, open quotes", function()
  says("1,2,a\n3,4\n", nil, "FILE, line 2 has 2 cells where line 1 has 3\n"
    .. "All lines need as many cells.", "E0401")
  says("1,2,a\n3,4,5,b\n", nil, "FILE, line 2 has 4 cells where line 1 has 3\n"
    .. "All lines need as many cells.", "E0401")
  says("", nil, "FILE is empty", "E0401")
  says("\n \n", nil, "FILE is empty", "E0401")
  says("a,b,c\n", nil, "FILE has a line of names and no data", "E0401")
  says("1\n2\n3\n", nil, "FILE has one column only: a target and no inputs\n"
    .. 'Is the delimiter right? delimiter=";"', "E0401")
  says('1,"a\n2,b\n', nil, "FILE, line 1: a quoted cell begins here and does not end", "E0401")
  says('1,"a"b\n2,b\n', nil, 'FILE, line 1: text follows a quoted cell: "b"', "E0401")
end)

T.test("columns that do not exist, options that cannot be", function()
  local text = "length,width,species\n1,2,a\n3,4,b\n"
  says(text, {target = "specie"}, 'data.csv: there is no column "specie"\ndid you mean species?',
    "E0106")
  says(text, {target = "kind"}, 'data.csv: there is no column "kind"\n'
    .. "The columns are length, width, species.", "E0106")
  says("1,2,a\n3,4,b\n", {target = "kind"}, 'data.csv: there is no column "kind"\n'
    .. "The file has no line of names; give the column's number, or header=true.", "E0106")
  says(text, {target = 4}, "data.csv: there is no column 4; the file has 3\nColumns count from 1.",
    "E0102")
  says(text, {target = 0}, "data.csv: there is no column 0; the file has 3\nColumns count from 1.",
    "E0102")
  says(text, {delimiter = ", "}, 'data.csv: delimiter must be one character, found ", "', "E0102")
  says(text, {task = "regression"}, 'data.csv: the target of row 1 is "a", not a number\n'
    .. 'With names as targets, task="multiclass".', "E0103")
  says("1,a\n2,b\n3,c\n", {task = "binary"}, "data.csv: a binary target has two classes, found 3\n"
    .. 'With more than two, task="multiclass".', "E0105")
  says(text, {traget = 1}, "data.csv has no option traget\ndid you mean target?", "E0104")
  local e = T.raises(function() data.csv(nil) end, "", "E0103")
  T.eq(tostring(e), "data.csv needs the name of a file, not nothing (nil)")
end)

T.test("any text whatever ends in a set or an error of ours", function()
  seed(11)
  local alphabet = {"1", "2.5", ",", ",", ";", "\n", "\n", '"', "a", " ", "\r", "-", "e", "\0",
    "\255"}
  for _ = 1, 400 do
    local parts = {}
    for i, k in ipairs((rand(30) * #alphabet):tolist()) do parts[i] = alphabet[k // 1 + 1] end
    write(table.concat(parts))
    local done, e = pcall(data.csv, path)
    T.ok(done or require("gradus.err").is(e), tostring(e) .. " for " .. table.concat(parts))
  end
end)

T.test("iris without a header: four features, three classes", function()
  local rows = {"5.1,3.5,1.4,0.2,Iris-setosa", "7.0,3.2,4.7,1.4,Iris-versicolor",
    "6.3,3.3,6.0,2.5,Iris-virginica"}
  local ds = read(table.concat(rows, "\n") .. "\n\n")
  T.eq({#ds, ds.x:size(2), ds.task, ds.classes},
    {3, 4, "multiclass", {"Iris-setosa", "Iris-versicolor", "Iris-virginica"}})
end)

os.remove(path)
T.finish()
