--- The screen of the lab: a world as lines of text, for any size.
-- Requires knobs, gradus.health, plot.figure, plot.kinds, coach.pause and term. Writes nothing.
--
-- From 76 columns on the pictures stand side by side; below that one is shown at a time, and below
-- 40 columns or 12 rows none.

local figure = require "gradus.plot.figure"
local kinds = require "gradus.plot.kinds"
local knobs = require "gradus.lab.knobs"
local pause = require "gradus.coach.pause"
local term = require "gradus.term"

local M = {}

local BESIDE, LEAST_COLUMNS, LEAST_ROWS = 76, 40, 12

-- ---- pictures ---------------------------------------------------------------

--- What the network answers where, as a figure.
function M.boundary(world)
  return pause(function()
    return figure.new("boundary", kinds.boundary.build(world:as_function(), world.train,
      {title = "answers"}))
  end)
end

--- The curves so far, and those kept for comparison; nil before the first epoch.
function M.curves(world, kept)
  if world.curves.epochs == 0 then return nil end
  local args = {world.curves, {title = "loss", names = kept and {"now", "A"} or nil}}
  if kept then table.insert(args, 2, kept) end
  local fig = figure.new("history", kinds.history.build(table.unpack(args)))
  if kept then return fig end
  fig.marks = {}
  for i = math.max(1, #world.turned - 3), #world.turned do
    fig.marks[#fig.marks + 1] = world.turned[i]
  end
  return fig
end

local function lines_of(text, rows)
  local out = {}
  for line in (text .. "\n"):gmatch("(.-)\n") do out[#out + 1] = line end
  while #out < rows do out[#out + 1] = "" end
  return {table.unpack(out, 1, rows)}
end

local function picture(fig, columns, rows, otherwise)
  if not fig then return lines_of("\n  " .. otherwise, rows) end
  return lines_of(fig:text {columns = columns, rows = rows}, rows)
end

local NOTHING_YET = "space: train"

local function both(world, state, columns, rows)
  local left = math.min(columns // 2 - 2, rows * 5 // 2)
  local answers = picture(M.boundary(world), left, rows)
  local loss = picture(M.curves(world, state.kept), columns - left - 2, rows, NOTHING_YET)
  local out = {}
  for i = 1, rows do out[i] = term.pad(answers[i], left) .. "  " .. loss[i] end
  return out
end

local function panels(world, state, columns, rows)
  if rows < 5 then return {} end
  if columns >= BESIDE then return both(world, state, columns, rows) end
  if state.shows_loss then
    return picture(M.curves(world, state.kept), columns, rows, NOTHING_YET)
  end
  return picture(M.boundary(world), columns, rows)
end

-- ---- words ------------------------------------------------------------------

local function header(world, state, columns)
  local s = world.settings
  local left = ("%s, noise %s, %d + %d points, seed %d"):format(s.data, knobs.text(s.noise),
    #world.train, #world.val, s.seed)
  local right = ("epoch %d  %s"):format(world.curves.epochs,
    state.is_playing and "training" or "paused")
  local gap = columns - term.columns(left) - term.columns(right)
  if gap < 2 then return term.clip(right .. "  " .. left, columns) end
  return left .. (" "):rep(gap) .. right
end

-- The state of the hidden units, and how gradients pass through.
local function health(world)
  local result = pause(require("gradus.health").health, world.model, world.train_in)
  local dead, gradients = {}, {}
  for _, layer in ipairs(result.layers) do
    if layer.act then
      local idle = layer.dead or layer.saturated
      dead[#dead + 1] = ("%d/%d"):format(idle or 0, layer.units)
    end
    gradients[#gradients + 1] = ("%.1e"):format(layer.grad_w or 0)
  end
  local text = "gradients " .. table.concat(gradients, " ")
  if dead[1] then text = "dead or flat units " .. table.concat(dead, " ") .. "  " .. text end
  return text
end

-- The knobs that are shown, as pieces like "lr 0.1"; those that rebuild have a star.
local function pieces(world, state)
  local out = {}
  for _, knob in ipairs(state.knobs) do
    local text = ("%s %s%s"):format(knob.name, knobs.text(world.settings[knob.name]),
      knob.rebuilds and "*" or "")
    local is_chosen = knob == state.knobs[state.chosen]
    out[#out + 1] = {text = is_chosen and "[" .. text .. "]" or " " .. text .. " ",
      role = is_chosen and "accent" or nil}
  end
  return out
end

local function knob_rows(world, state, columns)
  local rows, line, used = {}, "", 0
  for _, piece in ipairs(pieces(world, state)) do
    local wide = term.columns(piece.text)
    if used > 0 and used + wide > columns then
      rows[#rows + 1], line, used = line, "", 0
    end
    line = line .. (piece.role and term.paint(piece.role, piece.text) or piece.text)
    used = used + wide
  end
  rows[#rows + 1] = line
  return rows
end

local KEYS = {"space train  s step  r reset  n new seed  a compare  q leave",
  "arrows: choose and turn a knob (* begins anew)"}
local KEYS_SHORT = {"space s r n a q  Tab other  arrows knobs"}

local function keys_for(columns)
  if columns < BESIDE then return KEYS_SHORT end
  local one = table.concat(KEYS, "  ")
  return #one <= columns and {one} or KEYS
end

--- The last epoch in words.
function M.sentence(world)
  local c = world.curves
  if c.epochs == 0 then return "not trained yet" end
  return ("epoch %d: train %.3g, validation %.3g (lowest %.3g at epoch %d)"):format(c.epochs,
    c.train_loss[c.epochs], c.val_loss[c.epochs], c.val_loss[c.best_epoch], c.best_epoch)
end

--- The screen as a list of lines. state: {is_playing, chosen, knobs, message, kept, shows_loss}.
function M.lines(world, state, columns, rows)
  columns = columns - 1 -- some terminals wrap in the last one
  local out = {header(world, state, columns)}
  local bottom = knob_rows(world, state, columns)
  if columns >= LEAST_COLUMNS and rows >= LEAST_ROWS then
    table.insert(bottom, 1, health(world))
  end
  bottom[#bottom + 1] = state.message or M.sentence(world)
  for _, line in ipairs(keys_for(columns)) do bottom[#bottom + 1] = term.paint("dim", line) end
  local room = rows - #out - #bottom
  if columns >= LEAST_COLUMNS and rows >= LEAST_ROWS then
    for _, line in ipairs(panels(world, state, columns, room)) do out[#out + 1] = line end
  end
  for _, line in ipairs(bottom) do
    if term.columns(line) > columns then line = term.clip(term.strip(line), columns) end
    out[#out + 1] = line
  end
  return {table.unpack(out, 1, rows)}
end

return M
