--- The files a figure can be saved as: ending -> which backend draws it, and how large.
-- Requires nothing; a backend is loaded when it is first needed. A backend is one file with one
-- function, draw(scene, size) -> the file's content. A line here makes it known.

return {
  txt = {module = "gradus.plot.term", size = {columns = 80, rows = 20, style = "braille"}},
}
