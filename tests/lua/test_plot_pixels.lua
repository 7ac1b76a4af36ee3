-- lua/plot/pixels.lua: pictures inside of terminals that report them, and nothing on others.

local T = require "gradus_test"
local figure = require "gradus.plot.figure"
local kinds = require "gradus.plot.kinds"
local pixels = require "gradus.plot.pixels"
local screen = require "gradus.plot.screen"
local sys = require "gradus.sys"
local terminal = require "gradus.term"

local fig = figure.new("curve", kinds.curve.build({3, 1, 2}))

local SCREEN = {width = 80, height = 24, tty = true, color = true, unicode = true, plain = false}

-- Runs fn(asked) on a terminal with an environment that answers queries by answer(query); `asked`
-- is the list of what it was asked.
local function on_terminal(environment, answer, fn, facts)
  local getenv, ask, asked = pixels.getenv, pixels.ask, {}
  pixels.getenv = function(name) return environment[name] end
  pixels.ask = function(query)
    asked[#asked + 1] = query
    return answer(query)
  end
  pixels.forget()
  terminal.override(facts or SCREEN)
  local ok, why = pcall(fn, asked)
  terminal.override {tty = false}
  pixels.getenv, pixels.ask = getenv, ask
  pixels.forget()
  if not ok then error(why, 0) end
end

local function sixel_terminal(query)
  return (query:find "16t" and "\27[6;20;10t" or "") .. "\27[?62;4;22c"
end

local function kitty_terminal(query)
  local graphics = query:find "_G" and "\27_Gi=31;OK\27\\" or ""
  local cell = query:find "16t" and "\27[6;20;10t" or ""
  return graphics .. cell .. "\27[?62c"
end

local function plain_terminal() return "\27[?62;22c" end
local function silent_terminal() return nil, "no answer" end

local function layout(size) return fig:scene(size) end

local SIZE = {columns = 60, rows = 15, density = 1}

local function unbase64(text)
  local alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
  local bits, n, out = 0, 0, {}
  for char in text:gmatch "[^=]" do
    bits, n = bits << 6 | alphabet:find(char, 1, true) - 1, n + 6
    if n >= 8 then
      n = n - 8
      out[#out + 1] = string.char(bits >> n & 255)
    end
  end
  return table.concat(out)
end

T.test("a terminal that reports sixels gets sixels, of the size of its characters", function()
  on_terminal({TERM = "foot"}, sixel_terminal, function(asked)
    T.eq(pixels.mode(), "sixel")
    T.eq(asked[1], "")
    local picture = assert(pixels.draw(layout, SIZE))
    T.ok(picture:find("^\27P[%d;]*q\"1;1;600;300"), picture:sub(1, 30))
    T.eq(picture:sub(-2), "\27\\")
    T.eq(select(2, picture:gsub("\27", "")), 2, "one escape at each end, none between")
  end)
end)

-- A sixel picture as rows of {red, green, blue} (0..255), by DEC's rules: #n;2;r;g;b names a colour
-- in percent, #n takes it, !n repeats, $ goes back to the left, - six pixels down.
local function unsixel(text)
  local body = text:match "^\27P[%d;]*q\"[%d;]*(.*)\27\\$"
  local colours, rows, ink, x, top, at = {}, {}, nil, 0, 0, 1
  local function paint(char, times)
    local bits = char:byte() - 63
    for column = x, x + times - 1 do
      for i = 0, 5 do
        if bits >> i & 1 == 1 then
          rows[top + i] = rows[top + i] or {}
          rows[top + i][column] = ink
        end
      end
    end
    x = x + times
  end
  local function take(pattern)
    local a, b, first, second = body:find("^" .. pattern, at)
    if a then at = b + 1 end
    return a and {first, second}
  end
  while at <= #body do
    local named = take "#(%d+);2;(%d+;%d+;%d+)"
    local chosen = not named and take "#(%d+)"
    local many = not named and not chosen and take "!(%d+)([?-~])"
    if named then
      local r, g, b = named[2]:match "(%d+);(%d+);(%d+)"
      colours[named[1]] = {r * 2.55, g * 2.55, b * 2.55}
      ink = colours[named[1]]
    elseif chosen then ink = colours[chosen[1]]
    elseif many then paint(many[2], tonumber(many[1]))
    elseif take "%$" then x = 0
    elseif take "%-" then x, top = 0, top + 6
    else paint(assert(take "([?-~])", "what is this: " .. body:sub(at, at + 9))[1], 1) end
  end
  return rows
end

T.test("decoded, sixels are the picture that a PNG would be", function()
  on_terminal({TERM = "foot"}, sixel_terminal, function()
    local rows = unsixel(assert(pixels.draw(layout, SIZE)))
    local path = os.getenv "HOME" .. "/twin.png"
    T.ok(fig:save(path, {width = 600, height = 300}))
    local pipe = io.popen(os.getenv "GRADUS_BUILD" .. "/tests/plot/read_png " .. path)
    local ppm = pipe:read "a"
    pipe:close()
    local start, off, coloured = ppm:match "^P6%s+600%s+300%s+255%s()", 0, 0
    for y = 0, 299 do
      for x = 0, 599 do
        local got, i = assert(rows[y] and rows[y][x], "a hole"), start + 3 * (600 * y + x)
        local r, g, b = ppm:byte(i, i + 2)
        local d = math.abs(got[1] - r) + math.abs(got[2] - g) + math.abs(got[3] - b)
        off = off + d
        if r < 100 and b > 150 and d < 60 then coloured = coloured + 1 end
      end
    end
    T.ok(off / (600 * 300 * 3) < 2, "on average off by " .. off / (600 * 300 * 3))
    T.ok(coloured > 500, "where is the blue curve?")
  end)
end)

T.test("a terminal that reports kitty's graphics gets a PNG in pieces", function()
  on_terminal({TERM = "xterm-kitty"}, kitty_terminal, function()
    T.eq(pixels.mode(), "kitty")
    local picture, png, pieces = assert(pixels.draw(layout, SIZE)), {}, 0
    for head, data in picture:gmatch "\27_G([^;]*);([^\27]*)\27\\" do
      pieces = pieces + 1
      T.ok(#data <= 4096)
      if pieces == 1 then T.eq(head, "a=T,f=100,q=2,c=60,r=15,m=1") end
      png[pieces] = data
    end
    T.eq(picture:gsub("\27_G[^\27]*\27\\", ""), "", "nothing but pieces")
    local path = os.getenv "HOME" .. "/kitty.png"
    assert(sys.replace(path, unbase64(table.concat(png))))
    local pipe = io.popen(os.getenv "GRADUS_BUILD" .. "/tests/plot/read_png " .. path)
    T.eq(pipe:read "a":sub(1, 11), "P6\n600 300\n")
    pipe:close()
  end)
end)

T.test("a terminal without pictures, or without an answer, gets characters", function()
  for _, answer in ipairs {plain_terminal, silent_terminal} do
    on_terminal({TERM = "foot"}, answer, function(asked)
      T.eq(pixels.mode(), nil)
      T.eq(pixels.mode(), nil)
      T.eq(#asked, 1, "asked more than once")
      T.ok(not screen.shows_pictures())
      T.eq(pixels.draw(layout, SIZE), nil)
    end)
  end
end)

T.test("a terminal that is not known to have pictures is not asked", function()
  local function never() error "asked" end
  on_terminal({TERM = "xterm-256color"}, never, function() T.eq(pixels.mode(), nil) end)
  on_terminal({TERM = "linux"}, never, function() T.eq(pixels.mode(true), nil) end)
  on_terminal({}, never, function() T.eq(pixels.mode(true), nil) end)
end)

T.test("kitty's question is put to its kin alone, and never through tmux", function()
  for _, environment in ipairs {{TERM = "foot"}, {TERM = "xterm-kitty", TMUX = "x"},
    {TERM = "tmux-256color", KONSOLE_VERSION = "230400"}} do
    on_terminal(environment, plain_terminal, function(asked)
      pixels.mode()
      T.eq(asked, {""})
    end)
  end
end)

T.test("no pictures in pipes, in plain mode, or where colour is not wanted", function()
  local function never() error "asked" end
  for name, value in pairs {tty = false, plain = true, color = false} do
    local facts = {}
    for key, usual in pairs(SCREEN) do facts[key] = usual end
    facts[name] = value
    on_terminal({TERM = "xterm-kitty"}, never, function() T.eq(pixels.mode(true), nil) end, facts)
  end
end)

T.test("plot.style asks any terminal, and refuses where there are no pictures", function()
  on_terminal({TERM = "xterm-256color"}, sixel_terminal, function(asked)
    T.ok(not screen.shows_pictures())
    plot.style "pixels"
    T.ok(#asked > 0 and screen.shows_pictures())
    T.eq(screen.current().style, "braille") -- for what is drawn with characters all the same
    plot.style "block"
    T.ok(not screen.shows_pictures())
    plot.style "auto"
  end)
  on_terminal({TERM = "xterm-256color"}, plain_terminal, function()
    local e = T.raises(function() plot.style "pixels" end, "neither kitty graphics nor sixels",
      "E0102")
    T.ok(e.hint:find("plot.style%(\"auto\"%)"))
  end)
end)

T.test("without a terminal of its own the program asks nothing", function()
  if not os.execute "command -v setsid >/dev/null" then return end -- not everywhere
  local code = [[print(require("gradus.sys").ask("", 1))]]
  local pipe = io.popen(("setsid %s -e '%s' </dev/null"):format(os.getenv "GRADUS_BIN"
    or os.getenv "GRADUS_BUILD" .. "/gradus", code))
  T.eq(pipe:read "a", "nil\tno terminal\n")
  pipe:close()
end)

T.finish()
