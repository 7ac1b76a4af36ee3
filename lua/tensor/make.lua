--- The docs of the functions that make tensors, which are written in C (src/bind/make.c).
-- Requires doc. Holds no code; the records of cat and stack come from their ops in the core.

local doc = require "gradus.doc"

local sizes = {name = "...", type = "integer", doc = "the sizes, one for each dimension"}
local like = {name = "t", type = "tensor", doc = "the tensor whose shape is wanted"}

doc.add{name = "tensor", usage = "tensor{1, 2, 3}   tensor{{1, 2}, {3, 4}}   tensor(5)",
  summary = "Makes a tensor from the numbers in a table; from one number, a tensor of shape {}.",
  args = {{name = "numbers", type = "table", doc = "numbers, or equally long tables of them"}},
  example = "t = tensor{{1, 2}, {3, 4}}\nprint(t:sum():item())  --> 10.0",
  see = {"zeros", "arange", "randn"}}

doc.add{name = "zeros", usage = "zeros(2, 3)", summary = "Makes a tensor of zeros.",
  args = {sizes}, example = "print(zeros(2, 3):numel())  --> 6", see = {"ones", "full"}}

doc.add{name = "ones", usage = "ones(2, 3)", summary = "Makes a tensor of ones.",
  args = {sizes}, example = "print(ones(2, 3):sum():item())  --> 6.0", see = {"zeros", "full"}}

doc.add{name = "full", usage = "full({2, 3}, value)", summary = "Makes a tensor of one value.",
  args = {{name = "sizes", type = "table", doc = "the sizes, in a list"},
    {name = "value", type = "number", doc = "the number it is filled with"}},
  example = "print(full({2, 3}, 0.5):sum():item())  --> 3.0", see = {"zeros", "ones"}}

doc.add{name = "eye", usage = "eye(n)",
  summary = "Makes the identity matrix, ones on its diagonal.",
  args = {{name = "n", type = "integer", doc = "rows and columns"}},
  example = "print(eye(3):sum():item())  --> 3.0"}

doc.add{name = "arange", usage = "arange(n)   arange(first, last[, step])",
  summary = "Counts from 1 to n, or from first to last; both ends are included, as in a for loop.",
  args = {{name = "first", type = "number", default = 1, doc = "the first number"},
    {name = "last", type = "number", doc = "the last number, if a step falls on it"},
    {name = "step", type = "number", default = 1, doc = "the distance of neighbours"}},
  example = "print(arange(0, 10, 5)[3])  --> 10.0", see = {"linspace"}}

doc.add{name = "linspace", usage = "linspace(first, last, n)",
  summary = "Makes n numbers at equal distances, first and last included.",
  args = {{name = "first", type = "number", doc = "the first number"},
    {name = "last", type = "number", doc = "the last number"},
    {name = "n", type = "integer", doc = "how many"}},
  example = "print(linspace(0, 1, 5)[2])  --> 0.25", see = {"arange"}}

doc.add{name = "rand", usage = "rand(2, 3)", summary = "Draws evenly between 0 and 1.",
  args = {sizes}, example = "seed(1)\nprint(rand(1000):max():item() < 1)  --> true",
  see = {"randn", "seed"}}

doc.add{name = "randn", usage = "randn(2, 3)",
  summary = "Draws from the normal distribution with mean 0 and deviation 1.",
  args = {sizes}, example = "seed(1)\nprint(randn(1000):std():item())  --> 1.0",
  see = {"rand", "seed"}}

doc.add{name = "randperm", usage = "randperm(n)", summary = "Puts 1 to n into a random order.",
  args = {{name = "n", type = "integer", doc = "how many"}},
  example = "seed(1)\nprint(randperm(4):sum():item())  --> 10.0", see = {"seed"}}

doc.add{name = "seed", usage = "seed(n)",
  summary = "Fixes every random choice that follows: the same seed gives the same run.",
  args = {{name = "n", type = "integer", doc = "any whole number"}},
  example = "seed(7)\na = rand(1)[1]\nseed(7)\nprint(rand(1)[1] == a)  --> true"}

doc.add{name = "zeros_like", usage = "zeros_like(t)", summary = "Makes zeros in the shape of t.",
  args = {like}, example = "print(zeros_like(ones(2, 3)):numel())  --> 6", see = {"zeros"}}

doc.add{name = "ones_like", usage = "ones_like(t)", summary = "Makes ones in the shape of t.",
  args = {like}, example = "print(ones_like(zeros(2, 3)):sum():item())  --> 6.0", see = {"ones"}}

doc.add{name = "randn_like", usage = "randn_like(t)",
  summary = "Draws from the normal distribution, in the shape of t.",
  args = {like}, example = "print(randn_like(zeros(2, 3)):numel())  --> 6", see = {"randn"}}

doc.add{name = "no_grad", usage = "no_grad(function() … end)",
  summary = "Calls a function without recording anything for backward; returns what it returns.",
  args = {{name = "fn", type = "function", doc = "what to do"}},
  example = "w = tensor{2}:requires_grad_()\ny = no_grad(function() return w * 3 end)\n" ..
    "print(y.requires_grad)  --> false"}

doc.add{name = "gradcheck", usage = "gradcheck(f, {a, b}[, {eps=}])",
  summary = "Compares the gradients of f(a, b) with finite differences.",
  text = "Returns whether they agree, and the worst relative error. f must give a single " ..
    "number, the same for the same inputs; the inputs and their gradients stay as they are.",
  args = {{name = "f", type = "function", doc = "computes one number from the inputs"},
    {name = "inputs", type = "list", doc = "tensors that the computation starts from"},
    {name = "eps", type = "number", default = 1 / 64, doc = "step of the differences"}},
  example = "print((gradcheck(function(w) return (w * w):sum() end, {tensor{1, 2}})))  --> true",
  see = {"no_grad"}}

return doc
