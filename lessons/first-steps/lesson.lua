-- The lesson `first-steps`: the prompt and its keys. It teaches no row of the lecture.
--
-- Ten short steps, one habit each, for somebody who knows neither Lua nor neural networks: a line
-- and its answer, names, Tab and help, `_`, colon and braces, reading a complaint, `:undo`, Ctrl-C,
-- leaving and coming back.

local function list_of(value, wanted)
  local list = numbers_in(value)
  if not list or #list ~= #wanted then return false end
  for i, x in ipairs(wanted) do
    if not near(list[i], x, {abs = 1e-4}) then return false end
  end
  return true
end

-- Has a line since the step began answered with this number?
local function has_answered(s, wanted)
  for _, value in ipairs(answered(s)) do
    local x = number_in(value)
    if x and near(x, wanted, {abs = 1e-4}) then return true end
  end
  return false
end

local function line_with(s, pattern)
  for _, chunk in ipairs(s.chunks) do
    if chunk.source:find(pattern) then return chunk end
  end
end

local function is_tensor(value, count)
  local list = numbers_in(value)
  return list ~= nil and #list == count
end

local world = {
  x = {make = function() return tensor{1, 2, 3} end,
    ok = function(value) return list_of(value, {1, 2, 3}) end},
  w = {always = true, make = function() return tensor{2, 4, 6, 8} end},
  points = {make = function(_, n) return data.moons{n = 50, noise = 0.2, seed = n} end,
    ok = function(value) return is_dataset(value, 50) end},
}

local steps = {}

-- -----------------------------------------------------------------------------------------------

steps[#steps + 1] = {
  kind = "task", id = "prompt", title = "A line, and its answer",
  text = [[
    The line that ends in > is the prompt: Gradus waits there for a line of yours. You type, press
    Enter, and the answer comes below. Nothing you type can break anything.]],
  task = "Have Gradus compute something, such as 2 + 3 * 4",
  goals = {{label = "a line that was answered with a number", when = function(s)
    for _, value in ipairs(answered(s)) do
      if number_in(value) then return true end
    end
    return false
  end}},
  hints = {"Type a sum as you would on paper, then press Enter.",
    "An empty line asks nothing. Numbers and signs are all it takes."},
  solution = "2 + 3 * 4",
  mistakes = {{tag = "equals-sign", when = function(s) return line_with(s, "=%s*$") ~= nil end,
    say = "No = at the end: pressing Enter already asks for the answer.",
    example = "2 + 3 ="}},
  after = [[
    Lines that begin with a colon are for the lesson instead: :hint shows where to look, :task says
    the task again, :back goes one step back. You will not need more today.]],
}

-- -----------------------------------------------------------------------------------------------

steps[#steps + 1] = {
  kind = "predict", id = "name", title = "A name keeps a value", setup = {"x"},
  text = [[
    `x` is a name. It was given three numbers by the line

      x = tensor{1, 2, 3}

    The = gives a name to what stands behind it. Braces { } hold a list.]],
  ask = "Somebody types x * 2 and then x alone. What does the second line answer?",
  run = {"x * 2", "x"},
  answer = {kind = "choice", example = "a",
    truth = function(s)
      local value = last(answered(s))
      return list_of(value, {1, 2, 3}) and "a" or list_of(value, {2, 4, 6}) and "b" or nil
    end,
    options = {
      {"1 2 3"},
      {"2 4 6", tag = "computing-changes-names",
        say = "Computing with a value makes a new one. To keep that, it needs a name of its own."},
    }},
  after = "y = x * 2 would have kept the new numbers, under the name y.",
}

-- -----------------------------------------------------------------------------------------------

-- Has a line with the underscore in it answered 37.5?
local function by_underscore(s)
  for _, chunk in ipairs(s.chunks) do
    local x = chunk.ok and chunk.values and number_in(chunk.values[1])
    if x and near(x, 37.5, {abs = 1e-4}) and chunk.source:find("_", 1, true) then return true end
  end
  return false
end

steps[#steps + 1] = {
  kind = "task", id = "underscore", title = "The last answer", setup = {"x"},
  text = [[
    You will often want to go on computing with what has just been answered. It has a name, too: the
    underscore _ is always the last answer.]],
  task = "Ask for 100 / 8 and then, in a second line, for three times the answer.",
  goals = {
    {label = "100 / 8 = 12.5", when = function(s) return has_answered(s, 12.5) end},
    {label = "three times that, without typing 12.5", when = by_underscore},
  },
  hints = {"The underscore stands where you would write 12.5.",
    "Arrow-up brings earlier lines back; Enter runs them again."},
  solution = {"100 / 8", "_ * 3"},
  mistakes = {{tag = "typed-again",
    when = function(s) return has_answered(s, 37.5) end,
    say = "The number is right. Now ask 100 / 8 again, and let the underscore stand for 12.5.",
    example = "100 / 8\n12.5 * 3"}},
}

-- -----------------------------------------------------------------------------------------------

steps[#steps + 1] = {
  kind = "task", id = "help", title = "Tab and the question mark",
  text = [[
    Nobody knows all names. Type the letters lin and press the Tab key: it types the rest. And a
    question mark before a name opens its page:

      ?linspace]],
  task = "With that page: make 11 numbers from 0 to 1, at equal distances.",
  goals = {{label = "0, 0.1, 0.2, … up to 1", when = function(s)
    local wanted = {}
    for i = 0, 10 do wanted[i + 1] = i / 10 end
    for _, value in ipairs(made(s)) do
      if list_of(value, wanted) then return true end
    end
    return false
  end}},
  hints = {"The page shows an example in its last lines. Yours is like it, with other numbers.",
    "It asks for three things, in this order: where to begin, where to end, how many."},
  solution = "linspace(0, 1, 11)",
  mistakes = {
    {tag = "ten-instead-of-eleven", when = function(s)
      for _, value in ipairs(made(s)) do
        if is_tensor(value, 10) then return true end
      end
    end, say = "Those are ten numbers. From 0 to 1 in steps of 0.1: count the 0 as well.",
      example = "linspace(0, 1, 10)"},
    {tag = "decimal-comma", when = function(s) return line_with(s, "0,%d") ~= nil end,
      say = "The decimal sign is a point: 0.1. A comma separates one thing from the next.",
      example = "tensor{0, 0,1, 0,2}"},
  },
  after = [[
    Round brackets ( ) hold what a name needs for its work, in a fixed order. Tab also completes
    names of yours, and ?fit, ?plot, ?data open pages you will want soon.]],
}

-- -----------------------------------------------------------------------------------------------

steps[#steps + 1] = {
  kind = "task", id = "braces", title = "Options go in braces", look = true,
  text = [[
    Where things to set are many, each is set by its name, and braces hold them:

      data.spirals{n=80, noise=0.1}

    are 80 points on two spirals, a little shaken. The decimal sign is a point.]],
  task = "Make 50 points of data.moons with noise 0.2, call them points, and draw them.",
  goals = {
    {label = "50 points with the name points",
      when = function(s) return is_dataset(s.w.points, 50) end},
    {label = "a picture of them: plot(points)", when = function(s)
      return is_dataset(s.w.points, 50) and s:count("plot") > 0
    end},
  },
  hints = {"The line of the text, with moons instead of spirals and other numbers.",
    "The name and = stand in front of it. Then plot, with the name in round brackets."},
  solution = {"points = data.moons{n=50, noise=0.2}", "plot(points)"},
  mistakes = {
    {tag = "options-in-brackets", when = function(s) return line_with(s, "%(%s*n%s*=") ~= nil end,
      say = "What is set by name goes in braces { }, not in round brackets.",
      example = "points = data.moons(n=50, noise=0.2)"},
    {tag = "no-name", when = function(s) return line_with(s, "^%s*data%.") ~= nil end,
      say = "Points were made, and nobody keeps them: they have no name yet.",
      example = "data.moons{n=50, noise=0.2}"},
  },
  after = "Two half moons. A network will soon have to tell them apart.",
}

-- -----------------------------------------------------------------------------------------------

steps[#steps + 1] = {
  kind = "task", id = "colon", title = "Point and colon", setup = {"x", "points"},
  text = [[
    A point asks what a thing *has*, a colon what it can *do*:

      points.classes      the names of the two moons
      x:sum()             1 + 2 + 3

    Doing needs brackets at its end, even empty ones.]],
  task = "What is the mean of `x`? It can compute that itself: the word is mean.",
  goals = {{label = "the mean of x, 2", when = function(s)
    return has_answered(s, 2) and line_with(s, "mean") ~= nil
  end}},
  hints = {"Write it as the sum is written above, with the other word.",
    "Is it a colon? Are the brackets there?"},
  solution = "x:mean()",
  mistakes = {
    {tag = "point-for-colon", when = function(s) return line_with(s, "x%.mean") ~= nil end,
      say = "With a point it is not told whose mean is asked for. A colon tells it.",
      example = "x.mean()"},
    {tag = "no-brackets", when = function(s) return line_with(s, "x:mean%s*$") ~= nil end,
      say = "Nearly: without brackets at the end nothing is done.", example = "x:mean"},
  },
}

-- -----------------------------------------------------------------------------------------------

-- After a line that failed, has one that names y put it right?
local function put_right(s)
  local has_failed = false
  for _, chunk in ipairs(s.chunks) do
    if has_failed and chunk.ok and chunk.source:find("y", 1, true) then
      return list_of(s.w.y, {4, 5, 6})
    end
    has_failed = has_failed or not chunk.ok
  end
  return false
end

steps[#steps + 1] = {
  kind = "task", id = "slip", title = "When it complains",
  text = [[
    Everybody mistypes. Gradus then says what it did not understand and often what may have been
    meant; nothing is lost. Here is a line with a mistake in it:

      y = tenser{4, 5, 6}]],
  task = "Type it as it stands, read the answer, then put it right.",
  goals = {
    {label = "a line that could not be run", when = function(s)
      for _, chunk in ipairs(s.chunks) do
        if not chunk.ok then return true end
      end
      return false
    end},
    {label = "then one that gives three numbers the name y", when = put_right},
  },
  hints = {"What does the answer ask? Which letter is meant?",
    ":fix types the corrected line at the prompt; Enter then runs it."},
  solution = {"y = tenser{4, 5, 6}", "y = tensor{4, 5, 6}"},
  mistakes = {{tag = "right-at-once", when = function(s) return list_of(s.w.y, {4, 5, 6}) end,
    say = "That was right at once. This time type the mistake, too, and read what it says.",
    example = "y = tensor{4, 5, 6}"}},
  after = "After a complaint, :fix corrects the line where it can, and :why says more about it.",
}

-- -----------------------------------------------------------------------------------------------

steps[#steps + 1] = {
  kind = "task", id = "undo", title = "Undo", setup = {"w"},
  text = [[
    `w` holds 2, 4, 6, 8. Words that end in an underscore change a thing itself instead of making a
    new one. Three lines:

      w:zero_()     makes all of its numbers 0
      :undo         takes the last line back
      w             shows w]],
  task = "Lose the numbers of `w`, get them back, and look at them.",
  goals = {
    {label = "w was all 0", when = function(s)
      return line_with(s, "w") ~= nil and line_with(s, "_%(") ~= nil
    end},
    {label = "w, looked at, is 2, 4, 6, 8 again", when = function(s)
      local is_changed = line_with(s, "_%(") ~= nil
      return is_changed and #s.chunks >= 2 and list_of(last(answered(s)), {2, 4, 6, 8})
    end},
  },
  hints = {"The three lines, one after the other, without the words behind them.",
    "It takes back one line, the last. Twice takes back two. Did you look at w afterwards?"},
  solution = {"w:zero_()", ":undo", "w"},
  mistakes = {{tag = "not-undone", when = function(s) return line_with(s, "_%(") ~= nil end,
    say = "They are gone, and can still come back: a colon, and the word undo.",
    example = "w:zero_()\nw"}},
  after = "It works for networks, too: weights and chance are then as they were before the line.",
}

-- -----------------------------------------------------------------------------------------------

steps[#steps + 1] = {
  kind = "task", id = "stop", title = "Stopping it", setup = {"points"},
  text = [[
    fit trains a network on your points. A million rounds would take minutes. Two keys together,
    Ctrl and C, end whatever is running:

      h = fit(mlp(2,64,64,1), points, {epochs=1000000})]],
  task = "Start it, watch its line for a moment, and stop it.",
  goals = {{label = "a training that was stopped before its end", when = function(s)
    return s:run_with(function(run) return run.stopped == "interrupted" end) ~= nil
  end}},
  hints = {"Hold Ctrl down and press C while its line is changing.",
    "Nothing happens at an empty prompt: it has to be running."},
  solution = "h = fit(mlp(2,64,64,1), points, {epochs=1000000})   -- Ctrl-C",
  mistakes = {{tag = "ran-to-its-end", when = function(s) return s.last ~= nil end,
    say = "That one came to its end before you could stop it. More epochs leave you the time.",
    example = "h = fit(mlp(2,8,1), points, {epochs=3})"}},
  after = [[
    The run is not lost: h keeps what was learned until then, and plot(h) would draw it. What the
    line says, you will know after the next lesson.]],
}

-- -----------------------------------------------------------------------------------------------

steps[#steps + 1] = {
  kind = "predict", id = "leave", title = "Leaving, and coming back",
  text = [[
    Ctrl-D at an empty prompt, or :quit, leaves Gradus. :leave leaves the lesson alone.]],
  ask = "You leave in the middle of a lesson. Tomorrow you start it again. Where are you then?",
  answer = {kind = "choice", truth = "b", example = "b", options = {
    {"at its first step", say = "Only if you want to: :goto 1 begins again."},
    {"at the step where you left"},
    {"nowhere: it has to be finished in one sitting"},
  }},
  after = [[
    Each step is kept when you do it. :lessons lists all lessons and how far you are in each;
    :start NAME begins one or goes on with it. What you predict is never right or wrong here: what
    comes out differently is what there is to learn.]],
}

-- -----------------------------------------------------------------------------------------------

steps[#steps + 1] = {
  kind = "reflect", id = "make", title = "Something of your own",
  text = [[
    Try something that no step has asked for: another picture (data.circles, data.spirals), another
    page (??plot lists what there is), a sum of ten numbers.]],
  ask = "What did you try, and what came of it? One sentence. It is kept with this lesson.",
  example = "I drew 300 points of two spirals: their arms run around each other three times.",
}

return {
  title = "First steps", minutes = 6, seed = 1,
  intro = [[
    How to talk to Gradus: six minutes with the keys, so that later only the networks are hard.]],
  next = "To read whenever you like: :help lists the commands, :keys the keys.",
  world = world,
  steps = steps,
}
