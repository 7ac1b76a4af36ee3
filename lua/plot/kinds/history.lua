--- Kind "history": what a training run did, epoch by epoch; several runs in one picture.
-- Requires curves, doc, fail, input, lines, number, predicted, run_words, runs, spread and words. A
-- figure of a history has the fields of a curve (see lines).

local curves = require "gradus.plot.curves"
local doc = require "gradus.doc"
local fail = require "gradus.plot.fail"
local input = require "gradus.plot.input"
local lines = require "gradus.plot.lines"
local number = require "gradus.plot.number"
local predicted_of = require "gradus.plot.predicted"
local run_words = require "gradus.plot.run_words"
local runs_of = require "gradus.plot.runs"
local signature = require "gradus.plot.signature"
local spread = require "gradus.plot.spread"
local words = require "gradus.plot.words"

local M = {}

local OPTIONS = {
  metric = {type = "string", default = "loss", choices = {"loss", "accuracy", "lr"},
    doc = "which of the run's curves to draw"},
  title = {type = "string", doc = "what stands above the picture"},
  log = {type = "boolean", default = false, doc = "a logarithmic y axis"},
  band = {type = "boolean", default = false,
    doc = "all runs as one median with a band from least to greatest"},
  names = {type = "table", doc = "what to call the runs, in order"},
  predicted = {type = "table",
    doc = "heights that you expected, from the first epoch to the last"},
}

-- Vertical lines where the learning rate was changed, if that happened a few times.
local function rate_marks(run)
  local marks, lr = {}, run.lr or {}
  for i = 2, #lr do
    if lr[i] ~= lr[i - 1] and lr[i] == lr[i] then
      marks[#marks + 1] = {x = i, label = "lr " .. number.short(lr[i])}
    end
  end
  return #marks <= 4 and marks or {}
end

-- The lowest point of each validation curve, outlined; for a run alone with a line and its epoch.
local function mark_best(figure, metric)
  for _, series in ipairs(figure.series) do
    local best = series.is_val and runs_of.best(series.run, metric)
    if best and best < series.run.epochs then
      figure.spots[#figure.spots + 1] = {x = best, y = series.ys[best], colour = series.colour,
        shape = series.shape:gsub("^open%-", ""):gsub("^", "open-")}
      if #figure.runs == 1 then
        table.insert(figure.marks, 1, {x = best, label = "best " .. best})
      end
    end
  end
end

local function title_of(runs, metric)
  local names = {}
  for i, run in ipairs(runs) do names[i] = run.name end
  if #runs > 1 then return words.list(names) end
  return ("%s: %s"):format(names[1],
    run_words.ending(runs[1]) or runs_of.LABELS[metric] .. " by epoch")
end

doc.add {
  name = "plot",
  summary = "Draw a training run, several runs, a dataset, or numbers: whatever is handed over.",
  usage = "plot(h), plot(h1, h2, …), plot(ds), plot(xs, ys…), plot(f), plot(model[, ds])",
  args = signature.args({
    {name = "h", type = "history", doc = "what fit returned; several go into one picture"},
  }, OPTIONS, {"metric", "title", "log", "band", "names", "predicted"}),
  text = "Draws into the terminal and returns a figure: fig:describe() says it in one sentence, "
    .. 'fig:save("loss.png") writes it to a file, fig:open() shows it in a window. Results of '
    .. "seeds, sweep, evaluate, health, bias_variance and optim.lr_find can be handed over, too. "
    .. "A model is drawn over a dataset; alone as a curve where it has one input, else over what "
    .. "it was trained on, or by its weights.",
  example = "train, val = data.moons{n=100}:split{train=0.7, val=0.3}\n"
    .. "h = fit(mlp(2, 8, 1), train, {val=val, epochs=5, verbose=false})\n"
    .. "fig = plot(h)\nprint(fig)  --> figure: curve, train and val loss over 5 epochs",
  see = {"figure", "plot.curve", "plot.scatter", "plot.boundary", "plot.fits", "plot.beside"},
}

doc.add {
  name = "plot.history", summary = "Draw one or several training runs; plot(h) does the same.",
  usage = "plot.history(h…[, {metric=, title=, log=, predicted=}])",
  args = {{name = "h", type = "history", doc = "what fit returned"}},
  example = "h = {train_loss={0.7, 0.4, 0.2}, val_loss={0.8, 0.5, 0.6}, epochs=3}\n"
    .. "fig = plot.history(h)\nprint(fig:describe())\n"
    .. "--> train falls 0.70 to 0.20; validation bottoms at epoch 2 (0.50), then rises to 0.60; "
    .. "gap at the end 0.40", see = {"plot"},
}

local function read_runs(args, metric)
  local runs = {}
  for i = 1, args.n do
    if not input.is_history(args[i]) then
      fail.raise("E0103", ("plot: argument %d is no history"):format(i),
        "A history is what fit returns.")
    end
    runs[i] = runs_of.read(args[i], i, metric)
  end
  return runs
end

-- Results of `seeds` are groups of their own; plain histories make one together.
local function read_groups(args, metric, names)
  if not spread.histories(args[1]) then
    local runs = read_runs(args, metric)
    return {spread.group(runs, names and names[1] or number.count(#runs, "run"))}
  end
  local groups = {}
  for i = 1, args.n do
    local histories = spread.histories(args[i])
    if not histories then
      fail.raise("E0103", ("plot: argument %d holds no histories"):format(i),
        "Draw results of seeds together, or histories.")
    end
    local runs = read_runs({n = #histories, table.unpack(histories)}, metric)
    groups[i] = spread.group(runs, names and names[i] and tostring(names[i])
      or args.n == 1 and number.count(#runs, "seed") or ("experiment %d"):format(i))
  end
  return groups
end

local function axes_of(options)
  return {label = "epoch", is_integer = true, is_index = true},
    {label = runs_of.LABELS[options.metric], is_log = options.log}
end

local function build_bands(args, options)
  local groups = read_groups(args, options.metric, options.names)
  local series, bands = spread.curves(groups)
  local x, y = axes_of(options)
  local names = {}
  for i, group in ipairs(groups) do names[i] = group.name end
  return {title = options.title or words.list(names) .. ": median and range", groups = groups,
    metric = options.metric, series = series, bands = bands, spots = {}, marks = {}, x = x, y = y}
end

-- What was expected, over the run that came: its validation curve, where there is one.
local function add_predicted(figure, heights)
  if #figure.runs > 1 then
    fail.raise("E0102", "plot: predicted belongs to one run, found " .. #figure.runs,
      "plot(h, {predicted={0.7, 0.3, 0.2}})")
  end
  local run = figure.runs[1]
  local series = predicted_of.series(heights, run.epochs)
  figure.off = predicted_of.distance(series, run.val or run.train)
  table.insert(figure.series, series)
end

local function build_runs(args, options)
  local runs = read_runs(args, options.metric)
  for i, name in ipairs(options.names or {}) do
    if runs[i] then runs[i].name = tostring(name) end
  end
  local x, y = axes_of(options)
  local figure = {
    title = options.title or title_of(runs, options.metric), runs = runs, metric = options.metric,
    series = runs_of.series(runs), spots = {}, marks = {}, x = x, y = y,
  }
  if #runs == 1 and options.metric ~= "lr" then figure.marks = rate_marks(runs[1]) end
  if options.predicted then add_predicted(figure, options.predicted) end
  mark_best(figure, options.metric)
  return figure
end

--- Build a figure of one or several histories, or of results of `seeds`.
-- errors: E0102 a metric that was not recorded, E0103 not a history, E0107 nothing given.
function M.build(...)
  local args, options = input.split_options(...)
  options = fail.check("plot", options, OPTIONS)
  if args.n == 0 then fail.raise("E0107", "plot needs a history, as fit returns it", "plot(h)") end
  local has_bands = options.band or spread.histories(args[1])
  local figure = (has_bands and build_bands or build_runs)(args, options)
  curves.check_logs("plot", figure)
  return figure
end

--- Lay a history figure out for a size.
M.scene = lines.scene
M.extent = curves.extent

--- Say a history figure in one sentence, run by run.
function M.describe(figure)
  local parts = {}
  if figure.groups then
    for i, group in ipairs(figure.groups) do parts[i] = spread.say(group) end
    return table.concat(parts, ". ")
  end
  for i, run in ipairs(figure.runs) do
    local best = runs_of.best(run, figure.metric)
    local said = run_words.say(run, best, figure.metric, figure.y.is_log)
    parts[i] = #figure.runs > 1 and run.name .. ": " .. said or said
  end
  if figure.off then
    parts[1] = ("%s; the prediction lies %s off %s on average"):format(parts[1],
      number.short(figure.off), figure.runs[1].val and "validation" or "train")
  end
  return table.concat(parts, ". ")
end

--- Name a history figure in a few words.
function M.summary(figure)
  if figure.groups then
    local names = {}
    for i, group in ipairs(figure.groups) do names[i] = group.name end
    return ("band, %s of %s"):format(figure.y.label, words.list(names))
  end
  local epochs, what = 0, figure.series[1].is_val and "val" or "train"
  for _, run in ipairs(figure.runs) do epochs = math.max(epochs, run.epochs) end
  local run = figure.runs[1]
  if #figure.runs == 1 and run.train and run.val then what = "train and val" end
  if #figure.runs > 1 then what = number.count(#figure.runs, "run") .. "," end
  if figure.metric == "lr" then what = "learning rate" end
  return ("curve, %s%s over %s"):format(what, figure.metric == "lr" and "" or " " .. figure.metric,
    number.count(epochs, "epoch"))
end

return M
