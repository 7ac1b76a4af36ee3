--- The reference as a book: all records in chapters, in the order in which one learns them.
-- Requires help. A chapter is {title, intro, records}.

local help = require "gradus.help"

local M = {}

local CHAPTERS = {
  {key = "learning", title = "Learning and judging",
    intro = "Train, measure, compare, ask why."},
  {key = "data", title = "Data", intro = "Make them, read them, split them, scale them."},
  {key = "layers", title = "Networks and layers", intro = "What networks are built of."},
  {key = "activations", title = "Activation functions", intro = "What makes layers more than one."},
  {key = "losses", title = "Losses", intro = "How wrong an output is, as one number."},
  {key = "optim", title = "Optimizers and learning rates", intro = "How weights follow gradients."},
  {key = "regularizers", title = "Regularizers", intro = "What keeps weights small."},
  {key = "init", title = "First weights", intro = "Where training begins."},
  {key = "tensors", title = "Tensors", intro = "Tables of numbers, and what one does with them."},
  {key = "plots", title = "Pictures", intro = "On the terminal, and as files for slides."},
}

local BY_PREFIX = {
  data = "data", dataset = "data", nn = "layers", module = "layers", ["nn.utils"] = "layers",
  ["nn.init"] = "init", ["nn.reg"] = "regularizers", reg = "regularizers", optim = "optim",
  optimizer = "optim", t = "tensors", plot = "plots", figure = "plots",
}

local BY_KIND = {loss = "losses", activation = "activations", op = "tensors"}

-- Global names that are not about learning; what is not listed is.
local BY_NAME = {mlp = "layers", nn = "layers", ["nn.init"] = "init", ["nn.reg"] = "regularizers",
  optim = "optim", data = "data", plot = "plots", figure = "plots"}
for name in ([[arange cat eye full gradcheck linspace no_grad numbers ones ones_like rand randn
  randn_like randperm stack tensor zeros zeros_like]]):gmatch("%S+") do
  BY_NAME[name] = "tensors"
end

-- The key of the chapter that a record belongs to. Pools have no weights, but are no activations.
local function chapter_of(record)
  local name = record.name
  local prefix = name:match("^(.*)[.:]")
  local kind = not name:find("Pool", 1, true) and BY_KIND[record.kind]
  return BY_NAME[name] or kind or prefix and BY_PREFIX[prefix] or "learning"
end

--- The chapters with their records. Within a chapter names stand in the order of the alphabet.
function M.chapters()
  local out, by_key = {}, {}
  for i, chapter in ipairs(CHAPTERS) do
    out[i] = {key = chapter.key, title = chapter.title, intro = chapter.intro, records = {}}
    by_key[chapter.key] = out[i]
  end
  for _, record in ipairs(help.records()) do
    table.insert(by_key[chapter_of(record)].records, record)
  end
  return out
end

return M
