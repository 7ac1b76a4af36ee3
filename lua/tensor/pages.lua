--- Help pages of the tensor methods that are written in C and are no op records.
-- Requires doc. The methods themselves are in src/bind/tensor.c and src/bind/inplace.c.

local doc = require "gradus.doc"

-- ---- asking -------------------------------------------------------------------------------------

doc.add{name = "t:size", usage = "t:size()  or  t:size(dim)",
  summary = "Gives the sizes of a tensor as a list, or that of one dimension (-1: the last).",
  example = "print(zeros(2, 3):size(2), #zeros(2, 3):size())  --> 3\t2", see = {"t:dim", "t:numel"}}

doc.add{name = "t:dim", usage = "t:dim()", summary = "Counts the dimensions of a tensor.",
  example = "print(zeros(2, 3):dim(), tensor(5):dim())  --> 2\t0", see = {"t:size"}}

doc.add{name = "t:numel", usage = "t:numel()", summary = "Counts the numbers of a tensor.",
  example = "print(zeros(2, 3):numel())  --> 6", see = {"t:size"}}

doc.add{name = "t:item", usage = "t:item()",
  summary = "Gives the number of a tensor that holds one, as a Lua number.",
  example = "print(tensor{1, 2, 3}:sum():item())  --> 6.0", see = {"t:tolist"}}

doc.add{name = "t:tolist", usage = "t:tolist()",
  summary = "Copies a tensor into nested Lua tables.",
  example = "print(tensor{{1, 2}, {3, 4}}:tolist()[2][1])  --> 3.0", see = {"tensor", "t:rows"}}

-- ---- shapes -------------------------------------------------------------------------------------

doc.add{name = "t:view", usage = "t:view(sizes…)",
  summary = "The same as t:reshape: the same numbers in another shape; one size may be -1.",
  example = "print(arange(6):view(2, -1):size(2))  --> 3", see = {"t:reshape"}}

doc.add{name = "t:mm", usage = "a:mm(b)", summary = "The same as a:matmul(b): the matrix product.",
  example = "print(tensor{{1, 2}}:mm(tensor{{3}, {4}}):item())  --> 11.0", see = {"t:matmul"}}

-- ---- changes in place ---------------------------------------------------------------------------

-- name, usage, summary, example
local in_place = {
  {"fill_", "t:fill_(v)", "Sets every number to v.",
    "print(zeros(2):fill_(3):sum():item())  --> 6.0"},
  {"zero_", "t:zero_()", "Sets every number to 0.", "print(ones(2):zero_():sum():item())  --> 0.0"},
  {"copy_", "t:copy_(u)", "Copies the numbers of u, which must fit.",
    "print(zeros(2):copy_(tensor{3, 4}):sum():item())  --> 7.0"},
  {"add_", "t:add_(u[, alpha])", "Adds u, or alpha times u.",
    "print(ones(2):add_(2, 10):sum():item())  --> 42.0"},
  {"sub_", "t:sub_(u[, alpha])", "Subtracts u, or alpha times u.",
    "print(ones(2):sub_(2):sum():item())  --> -2.0"},
  {"mul_", "t:mul_(u)", "Multiplies by u.", "print(full({2}, 3):mul_(2):sum():item())  --> 12.0"},
  {"div_", "t:div_(u)", "Divides by u.", "print(full({2}, 3):div_(2):sum():item())  --> 3.0"},
  {"clamp_", "t:clamp_(lo, hi)", "Limits every number to the range lo to hi.",
    "print(tensor{-5, 5}:clamp_(-1, 2):sum():item())  --> 1.0"},
  {"uniform_", "t:uniform_(a, b)", "Draws every number anew, evenly between a and b.",
    "print(zeros(50):uniform_(2, 3):min():item() >= 2)  --> true"},
  {"normal_", "t:normal_(mean, std)", "Draws every number anew from a normal distribution.",
    "print(zeros(50):normal_(0, 1):std():item() > 0.5)  --> true"},
}

for _, page in ipairs(in_place) do
  doc.add{name = "t:" .. page[1], usage = page[2], summary = page[3], example = page[4],
    text = "Changes the tensor itself and returns it. On a parameter the change is not recorded, "
      .. "so that weights can be set by hand."}
end

-- ---- gradients ----------------------------------------------------------------------------------

doc.add{name = "t:requires_grad_", usage = "t:requires_grad_([on])",
  summary = "Makes a tensor one that gradients are computed for.",
  example = "w = tensor{2}:requires_grad_()\nloss = (w ^ 2):sum()\nloss:backward()\n"
    .. "print(w.grad:item())  --> 4.0",
  see = {"t:backward", "t:detach"}}

doc.add{name = "t:backward", usage = "loss:backward([{retain_graph=true}])",
  summary = "Computes the gradients of a number with respect to all it was computed from.",
  text = "Gradients are added to what is there already: call opt:zero_grad() before each "
    .. "backward. The graph is freed; a second backward needs retain_graph=true the first time.",
  example = "w = tensor{3}:requires_grad_()\nloss = (w * 5):sum()\nloss:backward()\n"
    .. "print(w.grad:item())  --> 5.0",
  see = {"optimizer:zero_grad", "t:requires_grad_"}}

doc.add{name = "t:detach", usage = "t:detach()",
  summary = "Gives the same numbers without their history: no gradient flows through.",
  example = "w = tensor{2}:requires_grad_()\nprint((w * 3):detach().requires_grad)  --> false",
  see = {"no_grad", "t:clone"}}

doc.add{name = "t:clone", usage = "t:clone()",
  summary = "Copies a tensor; the gradient of the copy flows back to the original.",
  example = "a = ones(2)\nb = a:clone()\nb:zero_()\nprint(a:sum():item())  --> 2.0",
  see = {"t:detach"}}

doc.add{name = "t:zero_grad", usage = "t:zero_grad()", summary = "Sets the gradient to zero.",
  example = "w = tensor{2}:requires_grad_()\nloss = w:sum()\nloss:backward()\nw:zero_grad()\n"
    .. "print(w.grad:item())  --> 0.0",
  see = {"optimizer:zero_grad", "module:zero_grad"}}
