--- The files a figure can be saved as: ending -> which backend writes it, how large, and with which
-- options. Requires nothing; a backend is loaded when it is first needed.
--
-- A backend is one file with one function, save(layout, size) -> the bytes of the file (and where
-- there is one, a remark for the user), or nil and why. layout(size) gives the scene; size has the
-- entry's own `size`, the caller's options, and the figure's title, words and density (how much it
-- holds). A line here makes the backend known.

local text_options = {
  columns = {type = "integer", min = 20, max = 500, doc = "width of a text", unit = "characters"},
  rows = {type = "integer", min = 6, max = 200, doc = "height of a text", unit = "lines"},
  style = {type = "string", choices = {"braille", "block", "ascii"}, doc = "how lines are drawn"},
}

local picture_options = {
  width = {type = "integer", min = 200, max = 8000, doc = "width of a picture", unit = "pixels"},
  height = {type = "integer", min = 150, max = 8000, doc = "height of a picture", unit = "pixels"},
}

local function picture(format)
  return {module = "gradus.plot.cairo", options = picture_options,
    size = {format = format, width = 1200, height = 750}}
end

return {
  svg = picture "svg",
  png = picture "png",
  pdf = picture "pdf",
  txt = {module = "gradus.plot.term", options = text_options,
    size = {columns = 80, rows = 20, style = "braille"}},
}
