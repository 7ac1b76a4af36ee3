--- A figure: what is shown, as a plain table with labelled axes. Draws, saves and describes itself.
-- Requires backends, doc, fail, glyphs, kinds, screen, text; gradus.sys for safe writing where that
-- is there. Knows no coordinates: the figure's kind makes a scene of it, a backend draws the scene.

local doc = require "gradus.doc"
local fail = require "gradus.plot.fail"
local glyphs = require "gradus.plot.glyphs"
local screen = require "gradus.plot.screen"
local terminal = require "gradus.term"
local text = require "gradus.plot.text"

local M = {}

local function merged(...)
  local out = {}
  for _, fields in ipairs {...} do
    for name, value in pairs(fields) do out[name] = value end
  end
  return out
end

local Figure = {__name = "gradus.figure"}
Figure.__index = Figure

doc.add {
  name = "figure", summary = "What plot returns: a picture that can be saved, opened and said.",
  usage = "fig = plot(…)",
  text = "Methods: fig:save(path), fig:open(), fig:describe(), fig:draw(). With GRADUS_PLAIN=1, "
    .. "for screen readers, a figure is its sentence; in a pipe the sentence stands below it.",
  example = "fig = plot.curve{3, 1, 2}\n"
    .. "print(fig:describe())  --> y falls 3 to 1 at position 2, then rises to 2",
  see = {"figure:save", "figure:open", "figure:describe", "plot", "plot.style", "plot.size"},
}

doc.add {
  name = "figure:save", summary = "Writes the figure to a file: .svg, .png, .pdf or .txt.",
  usage = "fig:save(path[, {width=1200, height=750}])",
  args = {
    {name = "path", type = "string", doc = "its ending says what to write"},
    {name = "width", type = "integer", default = "1200", unit = "pixels", doc = "of a picture"},
    {name = "height", type = "integer", default = "750", unit = "pixels", doc = "of a picture"},
    {name = "columns", type = "integer", default = "80", doc = "width of a .txt"},
    {name = "rows", type = "integer", default = "20", doc = "height of a .txt"},
    {name = "style", type = "string", default = "braille", doc = "of a .txt: also block, ascii"},
  },
  text = "Returns true, or nil and why. A file is written whole or not at all. Letters that the "
    .. "usual font lacks come from another one; where none has them, the second result says so.",
  example = "path = os.tmpname() .. \".png\"\nprint(plot.curve{3, 1, 2}:save(path))  --> true\n"
    .. "os.remove(path)",
  see = {"figure:open", "figure"},
}

doc.add {
  name = "figure:open", summary = "Shows the figure in the system's picture viewer.",
  usage = "fig:open()", text = "Returns true, or nil and why: without a screen there is no viewer.",
  example = "shown, why = plot.curve{3, 1, 2}:open()", see = {"figure:save", "figure"},
}

doc.add {
  name = "figure:describe", summary = "Says the figure in one sentence, with its numbers.",
  usage = "fig:describe()",
  example = "print(plot.hist{1, 2, 2, 3}:describe())\n"
    .. "--> 4 values from 1 to 3; mean 2.00, standard deviation 0.82; most often (2 times) 2",
  see = {"figure"},
}

doc.add {
  name = "figure:draw", summary = "Draws the figure on the terminal once more.",
  usage = "fig:draw()", example = "fig = plot.curve{3, 1, 2}\nfig:draw()", see = {"figure", "plot"},
}

local function kind_of(figure) return require("gradus.plot.kinds")[figure.kind] end

local function check_axis(kind, name, axis)
  assert(type(axis) == "table" and type(axis.label) == "string",
    kind .. ": the " .. name .. " axis needs a label")
end

--- Make a figure of a kind. A figure without labelled axes is the kind's own mistake, not the
-- user's.
function M.new(kind, fields)
  check_axis(kind, "x", fields.x)
  check_axis(kind, "y", fields.y)
  fields.kind = kind
  return setmetatable(fields, Figure)
end

--- Is `value` a figure?
function M.is(value) return getmetatable(value) == Figure end

--- One sentence with the figure's numbers.
function Figure:describe() return text.clean(kind_of(self).describe(self)) end

-- What the prompt shows of a figure that has just been drawn: its name, not the picture again.
function Figure:__tostring()
  return "figure: " .. text.clean(kind_of(self).summary(self))
end

--- Lay the figure out for a size {columns, rows}.
function Figure:scene(size) return kind_of(self).scene(self, size) end

-- Columns of a text that is going to be spelt in ASCII, where an arrow takes two.
local function spelt_width(s) return text.columns(glyphs.to_ascii(s)) end

--- The figure as text. size: {columns, rows, style, colour, unicode}, each as on the screen unless
-- given.
function Figure:text(size)
  local full = screen.current()
  for name, value in pairs(size or {}) do full[name] = value end
  if full.unicode == false then full.measure = spelt_width end
  return require("gradus.plot.backends.term").draw(self:scene(full), full)
end

-- The figure for this screen: as a picture where it shows some, else as characters.
local function on_screen(figure)
  if not screen.shows_pictures() then return figure:text() end
  local function layout(page) return figure:scene(page) end
  local size = merged(screen.current(), {density = figure.density or 1})
  return require("gradus.plot.pixels").draw(layout, size) or figure:text()
end

--- Draw the figure on the terminal: in plain mode its sentence, in a pipe both.
function Figure:draw()
  local out = io.stdout
  if not terminal.plain() then out:write(on_screen(self), "\n") end
  if not terminal.plain() and terminal.is_tty() then return end
  local words = self:describe()
  out:write(terminal.unicode() and words or glyphs.to_ascii(words), "\n")
end

-- Write all or nothing: through a temporary file where the system's part is there to do it.
local function write(path, content)
  local has_sys, sys = pcall(require, "gradus.sys")
  if has_sys and sys.replace then return sys.replace(path, content) end
  local file, why = io.open(path, "wb")
  if not file then return nil, why end
  local ok, problem = file:write(content)
  file:close()
  return ok and true, problem
end

-- Loaded when the first file is written: most sessions write none.
local function backends() return require "gradus.plot.backends" end

local function known_endings()
  local names = {}
  for name in pairs(backends()) do names[#names + 1] = "." .. name end
  table.sort(names)
  return table.concat(names, ", ")
end

-- The backend for a path, or nil and a sentence.
local function backend_for(path)
  local ending = path:match("%.([^./]+)$")
  local backend = ending and backends()[ending:lower()]
  if backend then return backend end
  local asked = ending and ("a figure cannot be saved as ." .. ending)
    or ("%q has no ending that says what to write"):format(path)
  return nil, ("%s; it can be saved as %s"):format(asked, known_endings())
end

--- Save the figure; the ending of `path` says as what: .svg, .png, .pdf or .txt. Returns true (and
-- a remark, where a letter is in no font), or nil and why; what could not be written whole is not
-- written at all.
-- options: width, height (pixels) for a picture; columns, rows, style for a text. errors: E0103,
-- E0104 for wrong arguments.
function Figure:save(path, options)
  if type(path) ~= "string" then
    fail.raise("E0103", "fig:save needs a file name", 'For example fig:save("loss.png").')
  end
  local backend, why = backend_for(path)
  options = fail.check("fig:save", options, backend and backend.options or {})
  if not backend then return nil, why end
  local size = merged(backend.size, options, {
    title = text.clean(self.title or kind_of(self).summary(self)),
    words = self:describe(), density = self.density or 1})
  local function layout(page) return self:scene(page) end
  local content, remark = backend.save(layout, size)
  if not content then return nil, remark end
  local done, problem = write(path, content)
  if not done then return nil, problem end
  if remark then return true, remark end
  return true
end

--- Open the figure in the system's picture viewer. Returns true, or nil and why (no viewer, no
-- screen); fig:save works without either.
function Figure:open()
  local viewer = require "gradus.plot.viewer"
  local path = viewer.path "png"
  local saved, why = self:save(path)
  if not saved then return nil, why end
  local opened, problem = viewer.open(path)
  if not opened then
    os.remove(path)
    return nil, problem .. '; fig:save("name.png") writes it to a file'
  end
  return true
end

return M
