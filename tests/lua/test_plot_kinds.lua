-- lua/plot/kinds/: every kind at every size and in every style, and the younger kinds in detail:
-- spread, complexity, confusion, fits, layers, health, path, landscape, bullseye, beside.

local T = require "gradus_test"
local figure = require "gradus.plot.figure"
local kinds = require "gradus.plot.kinds"
local terminal = require "gradus.term"

local samples = dofile "tests/plot/samples.lua"

terminal.override {width = 80, height = 24, tty = false, color = false, unicode = true}

local function figure_of(kind, ...) return figure.new(kind, kinds[kind].build(...)) end

local function sample(kind) return figure_of(kind, samples[kind]()) end

local function text(fig, columns, rows, style)
  return fig:text {columns = columns or 60, rows = rows or 12, style = style or "braille"}
end

local function lines(s)
  local out = {}
  for line in (s .. "\n"):gmatch "(.-)\n" do out[#out + 1] = line end
  return out
end

-- ---- all kinds --------------------------------------------------------------------------------

T.test("every kind stays within the columns it is given, from 40 to 200", function()
  for _, kind in ipairs(kinds.names) do
    local fig = sample(kind)
    for _, columns in ipairs {40, 60, 80, 120, 200} do
      for _, style in ipairs {"braille", "block", "ascii"} do
        for i, line in ipairs(lines(text(fig, columns, 16, style))) do
          T.ok(terminal.columns(line) <= columns, ("%s, %s: line %d has %d of %d columns"):format(
            kind, style, i, terminal.columns(line), columns))
        end
      end
    end
  end
end)

T.test("every kind survives the smallest size", function()
  for _, kind in ipairs(kinds.names) do T.ok(#text(sample(kind), 20, 6) > 20, kind) end
end)

T.test("without Unicode every kind is plain ASCII", function()
  for _, kind in ipairs(kinds.names) do
    local s = sample(kind):text {columns = 70, rows = 16, style = "ascii", unicode = false}
    T.ok(not s:find "[\x80-\xFF]", kind .. ": " .. (s:match "[^\n]*[\x80-\xFF][^\n]*" or ""))
  end
end)

T.test("colour adds escape sequences and changes no character of a curve", function()
  for _, kind in ipairs {"curve", "history", "fn", "scatter", "hist", "bullseye", "health"} do
    local fig = sample(kind)
    local size = {columns = 70, rows = 16, style = "braille", colour = true}
    local coloured = fig:text(size)
    size.colour = false
    T.ok(coloured:find "\27%[", kind)
    local bare = lines((terminal.strip(coloured)))
    for i, line in ipairs(lines(fig:text(size))) do T.eq((bare[i]:gsub(" +$", "")), line, kind) end
  end
end)

T.test("the same figure is the same text each time", function()
  for _, kind in ipairs(kinds.names) do
    T.eq(text(sample(kind)), text(sample(kind)), kind)
  end
end)

-- ---- bands over seeds -------------------------------------------------------------------------

local function run(id, offset)
  local h = {train_loss = {}, val_loss = {}, epochs = 10, id = id}
  for e = 1, 10 do h.train_loss[e], h.val_loss[e] = 1 / e + offset, 1 / e + e / 20 + offset end
  return h
end

T.test("several runs as a median and a band", function()
  local fig = figure_of("history", run(1, 0), run(2, 0.2), run(3, 0.5), {band = true})
  T.eq(#fig.series, 2)
  T.near(fig.series[1].ys[2], 0.7)
  T.near(fig.bands[1].lows[2], 0.5)
  T.near(fig.bands[1].highs[2], 1.0)
  T.eq(fig:describe(), "3 runs: train median falls 1.20 to 0.30 (0.10 to 0.60 at the end); "
    .. "validation median falls 1.25 to 0.65 at epoch 4, then rises to 0.80 (0.60 to 1.10 at the "
    .. "end)")
end)

T.test("a result of seeds is drawn as a band; two of them as two", function()
  local function result(...) return setmetatable({results = {...}}, {}) end
  local a, b = result(run(1, 0), run(2, 1)), result(run(3, 2), run(4, 3))
  T.eq(figure_of("history", a).title, "2 seeds: median and range")
  local both = figure_of("history", a, b, {names = {"small", "large"}})
  T.eq({both.series[1].name, both.series[2].name}, {"small", "large"})
  T.raises(function() figure_of("history", a, {1, 2}) end, "argument 2 holds no histories",
    "E0103")
end)

T.test("runs that ended at different epochs: the band goes on with those that remain", function()
  local short = run(1, 0)
  for e = 6, 10 do short.train_loss[e], short.val_loss[e] = nil, nil end
  short.epochs = 5
  local fig = figure_of("history", short, run(2, 1), {band = true})
  T.near(fig.bands[1].lows[5], 0.2)
  T.near(fig.bands[1].lows[6], 1 / 6 + 1)
end)

T.test("a band is shaded without colour", function()
  local fig = figure_of("history", run(1, 0), run(2, 1), {band = true})
  T.ok(text(fig):find("░", 1, true))
  T.ok(text(fig, 60, 12, "block"):find("░", 1, true))
  T.ok(fig:text({columns = 60, rows = 12, style = "ascii", unicode = false}):find(":::", 1, true))
end)

-- ---- complexity -------------------------------------------------------------------------------

T.test("bias, variance and error over complexity, the lowest error marked", function()
  local fig = figure_of("complexity", {1, 3, 9}, {
    {bias2 = 0.19, variance = 0.01, noise = 0.09, sum = 0.29, error = 0.3},
    {bias2 = 0.01, variance = 0.02, noise = 0.09, sum = 0.12, error = 0.11},
    {bias2 = 0, variance = 0.04, noise = 0.09, sum = 0.13, error = 0.14},
  }, {xlabel = "degree"})
  T.eq(fig.marks, {{x = 3, label = "lowest at 3"}})
  T.eq(fig:describe(), "error is lowest at degree 3 (0.12); error falls 0.29 to 0.12 at degree = "
    .. "3, then rises to 0.13; bias² falls 0.19 to 0; variance rises 0.01 to 0.04; noise stays at "
    .. "0.09")
end)

T.test("training and test errors over complexity; nothing is marked at an end", function()
  local fig = figure_of("complexity", {1, 2, 3}, {{train = 3, test = 3}, {train = 2, test = 2.5},
    {train = 1, test = 2}})
  T.eq({fig.series[1].name, fig.series[2].name}, {"train", "test"})
  T.eq(fig.marks, {})
end)

T.test("complexity: what does not fit is said", function()
  T.raises(function() figure_of("complexity", {1, 2}, {{train = 1}}) end,
    "1 result for 2 complexities", "E0101")
  T.raises(function() figure_of("complexity", {1}, {{depth = 1}}) end, "none of the fields",
    "E0106")
  T.raises(function() figure_of("complexity", {1}) end, "needs the complexities", "E0107")
end)

-- ---- confusion --------------------------------------------------------------------------------

T.test("a confusion matrix shades shares of rows and names the worst pair", function()
  local fig = figure_of("confusion", {{9, 1}, {20, 80}}, {classes = {"cat", "dog"}})
  T.near(fig.levels, {0.9, 0.1, 0.2, 0.8})
  T.eq(fig:describe(), "89 of 110 examples right (accuracy 0.81); most often mixed up: dog taken "
    .. "for cat, 20 of 100 times")
  T.eq(text(fig, 40, 8), table.concat({
    "true class  89 of 110 right (80.9 %)",
    "    │████████████",
    "cat ┤█████ 9 ████      1",
    "    │░░░░░░░░░░░░████████████",
    "dog ┤░░░░ 20 ░░░░████ 80 ████",
    "    └──────┬───────────┬─────",
    "          cat         dog",
    "              answer"}, "\n"))
end)

T.test("confusion: a table that is not square, or no table", function()
  T.raises(function() figure_of("confusion", {{1, 2, 3}, {4, 5, 6}}) end,
    "2 classes, but row 1 has 3 columns", "E0101")
  T.raises(function() figure_of("confusion", 3) end, "needs a result of evaluate", "E0103")
  T.raises(function() figure_of("confusion") end, "needs a result", "E0107")
end)

T.test("a model and a dataset are evaluated", function()
  local ds = data.blobs{n = 60, classes = 3, std = 0.2, seed = 1}
  local fig = figure_of("confusion", baseline.knn(1):fit(ds), ds)
  T.eq(fig.right, 60)
end)

-- ---- fits -------------------------------------------------------------------------------------

local line = {x = {{0}, {1}, {2}}, y = {{0}, {1}, {2}}, task = "regression"}

T.test("models over their data and the truth", function()
  local fig = figure_of("fits", {function(x) return x end, function() return 1 end}, line,
    {truth = function(x) return x end, labels = {"good", "flat"}})
  T.near(fig.series[1].distance, 0)
  T.ok(fig.series[2].distance > 0.3)
  T.ok(fig:describe():find("3 points of data; good rises .*, mean squared distance from the truth "
    .. "0;"))
  T.eq(fig.points[1].ys, {0, 1, 2})
end)

T.test("a curve that shoots away is cut, the data are not", function()
  local fig = figure_of("fits", function(x) return x ^ 20 * 1e6 end, line)
  T.near(fig.y_limits, {0, 2.8})
end)

T.test("a curve that ends outside of the picture has no mark there", function()
  local s = text(figure_of("fits", {math.sin, function(x) return 10 - 4 * x end},
    samples.fits and select(2, samples.fits())), 60, 15)
  T.ok(s:match "[^\n]*$":match "^ +x$", s)
end)

T.test("a result of bias_variance: its models, their mean, the truth", function()
  local fig = figure_of("fits", (samples.bullseye()), {curves = 5})
  T.eq(#fig.thin, 5)
  T.eq({fig.series[1].name, fig.series[2].name}, {"mean of 12", "truth"})
  T.ok(fig:describe():find("^12 models: bias² 0.01, variance 0.0025; 5 of them drawn"))
end)

T.test("fits: more features, no data, no model", function()
  local wide = {x = {{1, 2}}, y = {{1}}}
  T.raises(function() figure_of("fits", math.sin, wide) end, "has 2 features and 1 target",
    "E0101")
  T.raises(function() figure_of("fits", math.sin) end, "needs a dataset", "E0103")
  T.raises(function() figure_of("fits", {1, 2}, line) end, "needs a model", "E0103")
  T.raises(function() figure_of("fits") end, "needs a model and a dataset", "E0107")
end)

-- ---- layers -----------------------------------------------------------------------------------

-- Two layers whose numbers are known: 0.5 everywhere, then 0.1 and 0.3 in turns.
local function known_network()
  local model = nn.Sequential{nn.Linear(2, 4), nn.ReLU(), nn.Linear(4, 1)}
  model[1].weight:fill_(0.5)
  model[3].weight:copy_(tensor{{0.1, 0.3, 0.1, 0.3}})
  model[1].bias:zero_()
  model[3].bias:zero_()
  return model
end

T.test("weights by layer, with their deviation", function()
  local fig = figure_of("weights", known_network())
  T.eq({fig.layers[1].name, fig.layers[2].name}, {"1 Linear 2→4", "2 Linear 4→1"})
  T.near({fig.layers[1].sd, fig.layers[2].sd}, {0, 0.11547}, 1e-3)
  T.eq(fig:describe(), "weights of 2 layers; standard deviation 0, 0.12")
end)

T.test("activations by layer: zeros are named, and the network is left as it was", function()
  local model = known_network()
  model:train()
  local fig = figure_of("activations", model, tensor{{1, 1}, {-1, -1}})
  T.eq({fig.layers[1].name, fig.layers[2].name}, {"1 ReLU 4", "2 Linear 1"})
  T.eq({fig.layers[1].n, fig.layers[1].zeros}, {8, 4})
  T.ok(fig:describe():find("up to 50 % are exactly 0", 1, true))
  T.ok(model.training)
  T.eq(model[1].weight.grad, nil)
end)

T.test("gradients by layer: of the last backward, or of a dataset on a copy", function()
  local model = known_network()
  T.raises(function() figure_of("gradients", model) end, "there are no gradients yet", "E0107")
  local ds = data.from(tensor{{1, 2}, {3, 4}}, tensor{{1}, {0}}, {task = "binary"})
  local fig = figure_of("gradients", model, ds)
  T.eq(#fig.layers, 2)
  T.eq(model[1].weight.grad, nil)
  model(ds.x):sum():backward()
  -- d/dw of the last layer is its input, summed over the rows: 1.5 + 3.5 everywhere.
  local after = figure_of("gradients", model)
  T.near(after.layers[2].size, 5)
end)

T.test("a layer of all zeros, NaN or one number is drawn", function()
  local model = nn.Sequential{nn.Linear(1, 1)}
  for _, value in ipairs {0, 3, 0 / 0} do
    model[1].weight:fill_(value)
    T.ok(#text(figure_of("weights", model)) > 50)
  end
  T.ok(figure_of("weights", model):describe():find "1 value NaN or infinite and left out")
end)

T.test("more layers than rows: the picture grows", function()
  local model = mlp(2, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 1)
  local shown = text(figure_of("weights", model), 70, 10)
  T.ok(shown:find("1 Linear 2→3", 1, true) and shown:find("16 Linear 3→1", 1, true))
end)

T.test("weights of what is no network", function()
  T.raises(function() figure_of("weights", 3) end, "needs a network, found a number", "E0103")
  T.raises(function() figure_of("weights") end, "needs a network", "E0107")
  T.raises(function() figure_of("weights", nn.Sequential{nn.ReLU()}) end, "has no weights",
    "E0107")
  T.raises(function() figure_of("activations", mlp(2, 1)) end, "needs the inputs", "E0107")
end)

-- ---- health -----------------------------------------------------------------------------------

T.test("the health strip: numbers, bars, and a mark where most units are dead", function()
  local fig = figure_of("health", setmetatable({layers = {
    {name = "Linear", act = "ReLU", units = 4, out_sd = 1, grad_w = 0.001, dead = 4},
    {name = "Linear", act = "ReLU", units = 4, out_sd = 0.1, grad_w = 0.1, dead = 0},
    {name = "Linear", units = 1, out_sd = 0, grad_w = 1},
  }}, {}))
  T.eq(text(fig, 60), table.concat({
    "layer       output sd (log) gradient (log)  dead units",
    "1 ReLU 4      1 █████████   0.001 ▎         100 % ███████!",
    "2 ReLU 4    0.1 █▏            0.1 ████▊       0 %",
    "3 Linear 1    0                 1 ███████       -"}, "\n"))
  T.eq(fig:describe(), "3 layers; output sd 1 in the first layer, 0 in the last; gradient 0.001 in "
    .. "the first layer, 1 in the last; up to 100 % dead units (layer 1 ReLU 4)")
end)

-- ---- one file each ----------------------------------------------------------------------------

T.test("a kind and a backend are one file each: the folders are the list", function()
  local backends, embed = require "gradus.plot.backends", require "gradus.embed"
  for _, path in ipairs(embed.list "lua/plot/kinds/") do
    local name = path:match "([%w_]+)%.lua$"
    if name ~= "init" then T.ok(plot[name] and samples[name], name .. " is missing somewhere") end
  end
  local endings = {}
  for ending, file in pairs(backends) do
    endings[#endings + 1] = ending
    T.eq({type(file.save), type(file.size), type(file.options)}, {"function", "table", "table"})
  end
  table.sort(endings)
  T.eq(endings, {"pdf", "png", "svg", "txt"})
end)

-- ---- paths and landscapes ---------------------------------------------------------------------

T.test("a path over two numbers: names, and what it did", function()
  local f = surface.bowl{condition = 4, rotate = 0}
  local fig = figure_of("path", f, {descend(f, {2, 1}, {lr = 0.25, steps = 1})}, {labels = "one"})
  T.eq(fig:describe(), "one: 1 step from (2, 1) to (1.5, 0), f 4 to 1.12")
  T.eq({fig.spots[1].label, fig.spots[2].label}, {"start", "minimum"})
  T.eq(#fig.heights, fig.nx * fig.ny)
end)

T.test("a path over one number jumps along the curve", function()
  local function f(w) return (w * w):sum() end
  local fig = figure_of("path", f, descend(f, 1, {lr = 0.25, steps = 2}))
  T.near(fig.series[2].xs, {1, 0.5, 0.25})
  T.near(fig.series[2].ys, {1, 0.25, 0.0625})
  T.eq(fig:describe(), "SGD lr 0.25: 2 steps from 1 to 0.25, f 1 to 0.0625")
end)

T.test("the curve below a path has no marks: only steps have", function()
  local f = surface.double_well()
  local sc = figure_of("path", f, descend(f, 1.6, {lr = 0.3, steps = 5})):scene {columns = 70,
    rows = 16}
  for _, item in ipairs(sc.items) do
    T.ok(item.kind ~= "marker" or item.colour ~= "series8", "f has a mark")
  end
end)

local function names_of(fig)
  local out = {}
  for i, path in ipairs(fig.paths) do out[i] = path.name end
  return out
end

T.test("runs of the same rate can be told apart by name", function()
  local f = surface.bowl {condition = 5}
  local function descent(start, momentum)
    return descend(f, start, {lr = 0.1, momentum = momentum, steps = 3})
  end
  T.eq(names_of(figure_of("path", f, {descent({2, 1}), descent({2, 1}, 0.9)})),
    {"SGD lr 0.1", "SGD lr 0.1 momentum 0.9"})
  T.eq(names_of(figure_of("path", f, {descent({2, 1}), descent({-2, 1})})),
    {"SGD lr 0.1 from (2, 1)", "SGD lr 0.1 from (-2, 1)"})
  T.eq(names_of(figure_of("path", f, {descent({2, 1}), descent({2, 1})})),
    {"SGD lr 0.1 from (2, 1)", "SGD lr 0.1 from (2, 1) (2)"})
end)

T.test("a path with a gap ends there, and says so", function()
  local fig = figure_of("path", surface.bowl {}, {{1, 1}, {0 / 0, 2}, {0, 0}})
  T.ok(fig:describe():find("1 of 3 points is NaN or infinite: the line ends before", 1, true),
    fig:describe())
end)

T.test("the legend of a surface says how high its shades are", function()
  local s = text(sample "path", 70, 16)
  T.ok(s:find "f 2%.9[0-9]*\n" or s:find "f [0-9.]+\n", s)
  local fig = figure_of("path", function() return 3 end, {{1, 1}, {2, 2}})
  T.ok(not text(fig, 70, 16):find "f 3", "a flat surface has nothing to tell")
end)

T.test("in ASCII the shades below a path are no marks", function()
  local glyphs = require "gradus.plot.glyphs"
  for _, shade in ipairs(glyphs.ascii.relief) do
    for shape, char in pairs(glyphs.ascii.shapes) do T.ok(char ~= shade, shape) end
  end
end)

T.test("a path that runs away is cut, not followed", function()
  local function f(w) return (w * w):sum() end
  local fig = figure_of("path", f, descend(f, {1, 1}, {lr = 1.5, steps = 30}))
  T.ok(fig.x.hi < 5 and fig.x.lo > -5)
  T.ok(#text(fig) > 100)
end)

T.test("paths: what does not fit is said", function()
  local f = surface.bowl{}
  T.raises(function() figure_of("path", f) end, "needs the paths", "E0103")
  T.raises(function() figure_of("path", nil, {}) end, "needs a function", "E0107")
  T.raises(function() figure_of("path", f, {{{1, 2}}, {{1}}}) end, "path 2 has 1", "E0101")
end)

T.test("a landscape has the network's loss in its middle and leaves the network alone", function()
  local ds = data.moons{n = 40, seed = 1}
  seed(1)
  local model = mlp(2, 4, 1)
  local before = nn.utils.parameters_to_vector(model:parameters()):tolist()
  local fig = figure_of("landscape", model, ds, {points = 5})
  T.near(fig.heights[13], evaluate(model, ds).loss, 1e-5)
  T.near(fig.here, evaluate(model, ds).loss, 1e-5)
  T.eq(nn.utils.parameters_to_vector(model:parameters()):tolist(), before)
  T.eq(figure_of("landscape", model, ds, {points = 5}).heights, fig.heights)
end)

T.test("a path through the weights ends in the middle and keeps its length", function()
  local model, path = mlp(2, 3, 1), {}
  local now = nn.utils.parameters_to_vector(model:parameters()):detach()
  seed(2)
  local a, b = randn_like(now), randn_like(now)
  for k = 3, 0, -1 do path[#path + 1] = now + a * k + b * (k * k) end
  local fig = figure_of("landscape", model, data.moons{n = 20, seed = 1},
    {path = path, points = 5})
  local xs, ys = fig.paths[1].xs, fig.paths[1].ys
  T.near({xs[4], ys[4]}, {0, 0}, 0, 1e-4)
  for k, point in ipairs(path) do -- the path lies in a plane, so no length is lost
    local length = (point - now):norm():item()
    T.near(math.sqrt(xs[k] ^ 2 + ys[k] ^ 2), length, 1e-3, 1e-4)
  end
end)

T.test("landscapes: what does not fit is said", function()
  T.raises(function() figure_of("landscape", mlp(2, 1)) end, "needs a dataset", "E0107")
  T.raises(function() figure_of("landscape", 1, {}) end, "needs a network", "E0103")
  local ds = data.moons{n = 20, seed = 1}
  T.raises(function() figure_of("landscape", mlp(2, 1), ds, {path = {1}}) end,
    "path 1 is no list of weights", "E0103")
end)

-- ---- bullseye ---------------------------------------------------------------------------------

T.test("darts around the truth: their middle is the bias, their spread the variance", function()
  local r = setmetatable({x = {0, 1, 2}, truth = {0, 10, 20}, mean = {1, 10, 20}, bias2 = 1,
    variance = 1, predictions = {{1, 10, 21}, {1, 10, 19}}}, {})
  local fig = figure_of("bullseye", r, {at = {0, 2}})
  T.eq({fig.targets[1].xs, fig.targets[1].ys}, {{1, 1}, {1, -1}})
  T.eq(fig:describe(),
    "2 darts, their middle (diamond) 1.0 off the truth (cross), scattered by 1.0")
  T.eq({fig.x.label, fig.y.label}, {"error at 0", "error at 2"})
end)

T.test("rings are not drawn like darts, and stay off the frame", function()
  local fig = figure_of("bullseye", (samples.bullseye()))
  local _, darts = text(fig, 60, 15, "ascii"):gsub("%*", "")
  T.ok(darts <= 12 + 1, "rings look like darts") -- and one in the key
  T.ok(text(fig, 60, 15, "ascii"):find "\n +%+[-+]+\n", "a ring lies in the axis")
end)

T.test("bullseye: what does not fit is said", function()
  T.raises(function() figure_of("bullseye") end, "needs a result", "E0107")
  T.raises(function() figure_of("bullseye", 3) end, "argument 1 is no result", "E0103")
  local r = samples.bullseye()
  T.raises(function() figure_of("bullseye", r, r, r, r, r) end, "at most 4 targets, found 5",
    "E0102")
  T.raises(function() figure_of("bullseye", r, {at = {"a"}}) end, "at must be two inputs", "E0103")
end)

-- ---- beside -----------------------------------------------------------------------------------

T.test("two figures stand side by side and share their y axis", function()
  local fig = figure_of("beside", {1, 2}, {5, 9}, {titles = {"low", "high"}})
  T.eq(fig.y_range, {1, 9})
  T.eq(text(fig, 74, 8), table.concat({
    "y                  low                y                 high",
    " 10 ┤                                  10 ┤                           ⣀⣀⣀",
    "    │                                     │   ⢀⣀⣀⣀⣀⣀⡠⠤⠤⠤⠤⠤⠔⠒⠒⠒⠒⠒⠉⠉⠉⠉⠉⠉",
    "  5 ┤               ⢀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀     5 ┤⠈⠉⠉⠁",
    "  0 ┤⠈⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠁                   0 ┤",
    "    └┬────────────────────────────┬       └┬────────────────────────────┬",
    "     1                            2        1                            2",
    "                position                              position"}, "\n"))
end)

T.test("on paper panels have their names above, and areas begin at the same height", function()
  local size = {columns = 60, rows = 18, paper = true, measure = function(s) return #s end}
  local plain, named = figure_of("curve", {1, 2}), figure_of("curve", {3, 4}, {title = "named"})
  local tops = {}
  for _, item in ipairs(figure_of("beside", plain, named):scene(size).items) do
    if item.role == "axis" and item.points[1] == item.points[3] then
      tops[#tops + 1] = item.points[2]
    end
  end
  T.eq(#tops, 2)
  T.near(tops[1], tops[2], 1e-9)
  local points = figure_of("scatter", samples.scatter())
  local area
  for _, item in ipairs(figure_of("beside", points, points):scene(size).items) do
    if item.role == "axis" and not area then area = item.points end
    if item.role == "label" then T.ok(item.y < area[2], item.text .. " is not above") end
  end
end)

T.test("a narrow screen puts them below each other", function()
  local wide, narrow = lines(text(sample "beside", 90, 12)), lines(text(sample "beside", 50, 12))
  T.eq(#wide, 12)
  T.eq(#narrow, 25)
end)

T.test("different quantities keep their own axes, and share = false asks for that", function()
  T.eq(sample("beside").y_range, nil)
  T.eq(figure_of("beside", {1, 2}, {5, 9}, {share = false}).y_range, nil)
end)

T.test("beside: fewer than two, more than six", function()
  T.raises(function() figure_of("beside", {1, 2}) end, "at least two", "E0107")
  local l = {1, 2}
  T.raises(function() figure_of("beside", l, l, l, l, l, l, l) end, "at most 6 figures, found 7",
    "E0102")
end)

T.finish()
