-- lua/plot/figures.lua and lecture/: `gradus figures`.

local T = require "gradus_test"
local figures = require "gradus.plot.figures"
local lecture = require "gradus.plot.lecture"
local sys = require "gradus.sys"

local folder = os.getenv "HOME" .. "/slides"
local GRADUS = os.getenv "GRADUS_BIN" or os.getenv "GRADUS_BUILD" .. "/gradus"

-- What the program says and how it ends.
local function run(arguments)
  local pipe = io.popen(("%s figures %s 2>&1; echo \" status $?\""):format(GRADUS, arguments))
  local text = pipe:read "a"
  pipe:close()
  return text
end

T.test("the lecture has many figures, each with a name and a title of its own", function()
  local seen, all = {}, lecture.figures()
  T.ok(#all >= 50, #all .. " figures")
  for i, entry in ipairs(all) do
    T.ok(entry.name:find(("^%02d%%-[%%l%%d-]+$"):format(i)), entry.name)
    T.ok(#entry.title > 3 and type(entry.make) == "function")
    local word = entry.name:sub(4)
    T.ok(not seen[word], word .. " twice")
    seen[word] = true
  end
end)

T.test("figures are made silently, leave no runs behind, and come out the same", function()
  local count, before = #runs, rand(1):item()
  for _, entry in ipairs(figures.chosen {"training", "rates-on-a-bowl", "twins", "signals"}) do
    local first, again = figures.make(entry), figures.make(entry)
    T.eq(first:describe(), again:describe())
    T.ok(#first:describe() > 20)
  end
  T.eq(#runs, count)
  seed(5)
  local expected = rand(1):item()
  seed(5)
  figures.make(figures.chosen {"twins"}[1])
  T.eq(rand(1):item(), expected)
  T.ok(before ~= expected)
end)

T.test("pictures and captions are written, in the formats and size asked for", function()
  local out = run(("-o %s --as png,svg --size 600x400 tanh sigmoid"):format(folder))
  T.ok(out:find("26-sigmoid  Sigmoid", 1, true) and out:find("status 0", 1, true), out)
  local names = {}
  for _, name in ipairs(assert(sys.listdir(folder))) do names[name] = true end
  for _, name in ipairs {"26-sigmoid.png", "26-sigmoid.svg", "27-tanh.png", "captions.txt"} do
    T.ok(names[name], name .. " is missing")
  end
  local file = assert(io.open(folder .. "/captions.txt"))
  local text = file:read "a"
  file:close()
  T.ok(text:find("27-tanh\ntanh(x)\nfrom x = -4 to 4, f rises", 1, true), text)
  local png = io.popen(("%s/tests/plot/read_png %s/27-tanh.png"):format(os.getenv "GRADUS_BUILD",
    folder))
  T.eq(png:read(11), "P6\n600 400\n")
  png:close()
end)

T.test("--list names all, --help says how", function()
  local out = run "--list"
  T.ok(out:find("04-bullseye ", 1, true) and out:find("status 0", 1, true))
  T.ok(run "--help":find("usage: gradus figures -o DIR", 1, true))
end)

T.test("a wrong command line ends with status 2 and says what is wrong", function()
  for arguments, expected in pairs {
    [""] = "-o DIR says where to write", ["-o"] = "-o needs a value",
    ["-o x --as gif"] = 'there is no format "gif"', ["-o x --wide"] = "there is no option --wide",
    ["-o x --size 12"] = "--size is like 1200x750, found \"12\"",
  } do
    local out = run(arguments)
    T.ok(out:find(expected, 1, true) and out:find("status 2", 1, true), out)
  end
end)

T.test("what cannot be written, or does not exist, ends with status 1", function()
  local out = run "-o /proc/no/such tanh"
  T.ok(out:find("status 1", 1, true), out)
  out = run(("-o %s no-such-figure"):format(folder))
  T.ok(out:find("no figure's name contains that", 1, true) and out:find("status 1", 1, true), out)
end)

T.finish()
