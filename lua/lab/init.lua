--- The lab: a network trains while its knobs are turned. `gradus live`, and `:live` at the prompt.
-- Requires knobs, presets, record, terminal, view and world (of this folder), gradus.sys and term.
-- Without a terminal of its own it trains and tells.

local knobs = require "gradus.lab.knobs"
local presets = require "gradus.lab.presets"
local record = require "gradus.lab.record"
local sys = require "gradus.sys"
local term = require "gradus.term"
local terminal = require "gradus.lab.terminal"
local view = require "gradus.lab.view"
local world_of = require "gradus.lab.world"

local M = {}

local USAGE = [[
usage: gradus live [PRESET] [KNOB=VALUE…] [hide=KNOB,…]
presets:]]

local FRAME = 1 / 15 -- seconds from picture to picture

local function usage()
  local out = {USAGE}
  for _, preset in ipairs(presets.list) do
    out[#out + 1] = ("  %-16s %s"):format(preset.name, preset.say)
  end
  out[#out + 1] = "knobs:"
  for _, knob in ipairs(knobs.list) do
    out[#out + 1] = ("  %-16s %s"):format(knob.name, knob.doc)
  end
  return table.concat(out, "\n")
end

-- ---- keys -------------------------------------------------------------------

local act = {}

local STOPPED = {early = "stopped early: validation has not become better for a while",
  diverged = "the loss is no number any more: the rate is too high (r begins again)",
  long = "20000 epochs: that must do (r begins again)"}

function act.space(lab) lab.is_playing = not lab.is_playing end

function act.s(lab) lab.is_playing, lab.steps = true, 1 end

function act.r(lab)
  lab.world:rebuild()
  lab.ends_stretch = true
end

function act.n(lab)
  lab.world:set("seed", lab.world.settings.seed + 1)
  lab.ends_stretch = true
end

-- Keeps the curves as A and begins again: what is changed now is the difference between the two.
function act.a(lab)
  if lab.kept then
    lab.kept, lab.kept_run, lab.message = nil, nil, "A is gone"
  elseif lab.world.curves.epochs > 0 then
    lab.kept, lab.kept_run = lab.world.curves, record.of(lab.world, "A")
    lab.message = "kept as A; now change one thing and train again"
    act.r(lab)
  end
end

function act.tab(lab) lab.shows_loss = not lab.shows_loss end

function act.q(lab) lab.is_over = true end

local function choose(lab, by) lab.chosen = (lab.chosen - 1 + by) % #lab.knobs + 1 end

function act.left(lab) choose(lab, -1) end
function act.right(lab) choose(lab, 1) end

local function turn(lab, by)
  local knob = lab.knobs[lab.chosen]
  local value = knobs.turned(knob.name, lab.world.settings[knob.name], by)
  if value == nil then
    lab.message = knob.name .. " goes no further"
    return
  end
  lab.ends_stretch = lab.world:set(knob.name, value) or lab.ends_stretch
  lab.message = ("%s %s: %s"):format(knob.name, knobs.text(value), knob.doc)
end

function act.up(lab) turn(lab, 1) end
function act.down(lab) turn(lab, -1) end

local function obey(lab, keys)
  for _, key in ipairs(keys) do
    lab.message = nil
    if act[key] then act[key](lab) end
  end
end

-- ---- the loop ---------------------------------------------------------------

local function draw(lab)
  lab.screen:draw(view.lines(lab.world, lab, term.width(), term.height()))
end

-- After each epoch: every few of them a picture, and keys until the next one is due.
local function goes_on(lab)
  lab.since = lab.since + 1
  if lab.steps then
    lab.steps = lab.steps - 1
    if lab.steps <= 0 then lab.steps, lab.is_playing = nil, false end
  end
  if lab.is_playing and lab.since < lab.world.settings.speed then return true end
  lab.since = 0
  draw(lab)
  obey(lab, lab.screen:keys(math.max(0, lab.due - sys.now())))
  lab.due = math.max(lab.due + FRAME, sys.now())
  return lab.is_playing and not lab.is_over and not lab.ends_stretch
end

local function play(lab)
  lab.ends_stretch, lab.since, lab.due = false, 0, sys.now() + FRAME
  lab.world:run(function() return goes_on(lab) end)
  if lab.world.stopped then
    lab.is_playing, lab.message = false, STOPPED[lab.world.stopped]
  end
end

local WAIT = 0.25 -- seconds; a window of another size is noticed that soon

local function loop(lab)
  while not lab.is_over do
    if lab.is_playing then play(lab)
    else
      draw(lab)
      obey(lab, lab.screen:keys(WAIT))
    end
  end
end

-- ---- leaving ----------------------------------------------------------------

local function share(world) return "the same again: gradus live " .. knobs.words(world.settings) end

-- What is on the screen at the end is entered, not all that was tried.
local function enter(world, kept_run)
  local list = {kept_run}
  list[#list + 1] = record.of(world)
  local said = record.enter(list)
  if said then print(said) end
end

-- What stays in the scroll-back: the last pictures, one sentence, and how to come back.
local function leave_behind(world)
  local curves = view.curves(world)
  if curves then
    view.boundary(world):draw()
    curves:draw()
    if term.is_tty() and not term.plain() then
      print(table.concat(term.wrap(curves:describe(), term.width() - 1), "\n"))
    end
  end
  print(share(world))
end

-- ---- without a screen -------------------------------------------------------

local EPOCHS, REPORTS = 200, 10

local function tell(world, is_entered)
  world:run(function()
    local epoch = world.curves.epochs
    if epoch % (EPOCHS // REPORTS) == 0 then print(view.sentence(world)) end
    return epoch < EPOCHS
  end)
  if world.stopped then print(STOPPED[world.stopped]) end
  leave_behind(world)
  if is_entered then enter(world) end
  return 0
end

-- ---- beginning --------------------------------------------------------------

local function shown(hidden)
  local out = {}
  for _, knob in ipairs(knobs.list) do
    if not hidden[knob.name] then out[#out + 1] = knob end
  end
  return out
end

local function first_knob(list)
  for i, knob in ipairs(list) do
    if knob.name == "lr" then return i end
  end
  return 1
end

--- Open the lab. start: what presets.read returned; is_entered: whether the runs it ends with go
-- into the ledger. Returns the exit status.
function M.open(start, is_entered)
  local world = world_of.new(start.settings)
  if not terminal.is_there() then return tell(world, is_entered) end
  local list = shown(start.hidden)
  local screen, why = terminal.open()
  if not screen then
    io.stderr:write("gradus live: ", why, "\n")
    return 1
  end
  local lab = {world = world, screen = screen, knobs = list, chosen = first_knob(list),
    message = start.say, is_playing = false}
  local done, problem = xpcall(loop, debug.traceback, lab)
  screen:close()
  if not done then error(problem, 0) end
  leave_behind(world)
  if is_entered then enter(world, lab.kept_run) end
  return 0
end

--- Carry out the command. words: "live" and what follows. Returns the exit status.
function M.run(words)
  if words[2] == "-h" or words[2] == "--help" then
    print(usage())
    return 0
  end
  local start, why = presets.read {table.unpack(words, 2)}
  if start then return M.open(start) end
  io.stderr:write("gradus live: ", why, "\n(gradus live --help lists presets and knobs)\n")
  return 2
end

return M
