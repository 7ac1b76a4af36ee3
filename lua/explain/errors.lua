--- The pages of error codes: what such an error means, what brings it about, what works instead.
-- Requires nothing. A list of {code, title, text, wrong, right}; a test runs both pieces of Lua.

return {
  {code = "E0001", title = "A name that nothing has been given to",
    text = "A name means something from the line on that gives it a value: x = 3. Until then "
      .. "asking for it is an error, because nearly always it is a typing error. The message names "
      .. "what it may have been. Names in quotes are texts, not names: \"relu\" and relu differ.",
    wrong = "rate = 0.1\nprint(rat)", right = "rate = 0.1\nprint(rate)"},

  {code = "E0002", title = "A habit of another language",
    text = "The line is good Python, C or JavaScript, and Lua writes the same thing differently. "
      .. "The message shows how; :fix types it. The differences that come up most:\n\n"
      .. "for i = 1, 10 do … end      both ends are included\n"
      .. "if x > 0 then … end         words instead of braces or colons\n"
      .. "~=  and  or  not            not  !=  &&  ||  !\n"
      .. "-- a comment                not  #  or  //\n"
      .. "x = x + 1                   there is no += and no ++\n"
      .. "{1, 2, 3}                   a list; the first element is [1]",
    wrong = "if 1 != 2 { print(1) }", right = "if 1 ~= 2 then print(1) end"},

  {code = "E0003", title = "Something is missing or out of place",
    text = "Lua could not read the text to its end: a bracket or quote is not closed, a comma, "
      .. "then, do or end is missing, or there is one too many. The caret stands where Lua "
      .. "noticed, which may be a little behind the mistake. Options of a function go in braces, "
      .. "each with its name.",
    wrong = "opt = optim.SGD(mlp(2, 1), lr=0.1)", right = "opt = optim.SGD(mlp(2, 1), {lr=0.1})"},

  {code = "E0004", title = "Something is called that is no function",
    text = "Parentheses behind a name call it. Here the name holds nothing, a number or a table. "
      .. "Often the name of a method is misspelt, or a colon and a dot are mixed up: "
      .. "t:sum() asks the tensor t, math.sqrt(2) is a function in the table math.",
    wrong = "x = 3\nx()", right = "x = function() return 3 end\nx()"},

  {code = "E0005", title = "A field of something that has none",
    text = "a.b asks the value a for its field b. Here a is nothing (nil) or a value without "
      .. "fields. In a longer chain such as a.b.c the part before the last dot is the one that is "
      .. "missing.",
    wrong = "settings = {}\nprint(settings.model.size)",
    right = "settings = {model = {size = 16}}\nprint(settings.model.size)"},

  {code = "E0006", title = "Values that cannot be computed with",
    text = "Arithmetic needs numbers or tensors, comparison by size two values of one kind, and .. "
      .. "texts or numbers. A nil here is mostly a value that was never set, a table a list that "
      .. "should have been a tensor.",
    wrong = "x = {1, 2} * 2", right = "x = tensor{1, 2} * 2"},

  {code = "E0007", title = "A function that calls itself without an end",
    text = "Each call that has not returned yet takes some memory; a function that always calls "
      .. "itself uses up what there is. It needs a case in which it returns at once.",
    wrong = "function down(n) return 1 + down(n - 1) end\ndown(3)",
    right = "function down(n)\n  if n == 0 then return 0 end\n  return 1 + down(n - 1)\nend\n"
      .. "down(3)"},

  {code = "E0008", title = "A module that does not exist",
    text = "require loads a file of Lua by its name. Everything of Gradus is there without it: "
      .. "tensor, nn, optim, data, fit, plot.",
    wrong = "require \"torch\"", right = "print(nn.Linear(2, 1))"},

  {code = "E0101", title = "Shapes that do not fit together",
    text = "A shape is the list of a tensor's sizes: [32, 2] has 32 rows of 2 numbers. Rows are "
      .. "examples, columns are features. Adding needs equal sizes, or a 1 that can be repeated; a "
      .. "product of matrices needs the columns of the first to equal the rows of the second; a "
      .. "layer nn.Linear(in, out) needs rows of `in` numbers. t.shape tells a shape.",
    wrong = "print(nn.Linear(3, 1)(randn(5, 2)))", right = "print(nn.Linear(2, 1)(randn(5, 2)))"},

  {code = "E0102", title = "A value or an index outside of its range",
    text = "Rows, columns, dimensions and classes are counted from 1, as in Lua, up to the size. "
      .. "Settings have ranges of their own, which help shows: a learning rate is above 0, a share "
      .. "lies between 0 and 1.",
    wrong = "t = zeros(3)\nprint(t[0])", right = "t = zeros(3)\nprint(t[1])"},

  {code = "E0103", title = "A value of the wrong kind",
    text = "The function needs another kind of value: a tensor instead of a list, a model instead "
      .. "of nothing, a number instead of a text. A method called with a dot instead of a colon "
      .. "misses the object itself and ends here, too.",
    wrong = "t = zeros(3)\nprint(t.sum())", right = "t = zeros(3)\nprint(t:sum())"},

  {code = "E0104", title = "An option that does not exist",
    text = "Options are given in braces with their names. A name that the function does not know "
      .. "is an error instead of being ignored: a misspelt option that does nothing is hard to "
      .. "find. A decimal comma ends here as well: {lr = 0,1} says lr = 0 and a second thing, 1.",
    wrong = "optim.SGD(mlp(2, 1), {lr = 0.1, momentun = 0.9})",
    right = "optim.SGD(mlp(2, 1), {lr = 0.1, momentum = 0.9})"},

  {code = "E0105", title = "Class labels that cannot be",
    text = "Cross-entropy on classes takes whole numbers from 1 to the number of classes, one per "
      .. "row, in a tensor of shape [rows]. Classes counted from 0, as in other libraries, are "
      .. "moved up by one.",
    wrong = "nn.CrossEntropyLoss()(randn(2, 3), tensor{0, 2})",
    right = "nn.CrossEntropyLoss()(randn(2, 3), tensor{1, 3})"},

  {code = "E0106", title = "A field that does not exist",
    text = "Tensors, layers, optimizers, histories and data sets have fixed fields; asking for "
      .. "another or setting it is an error, so that a misspelt one cannot pass unnoticed. Tab "
      .. "behind the dot lists them.",
    wrong = "opt = optim.SGD(mlp(2, 1), {lr = 0.1})\nopt.learning_rate = 0.01",
    right = "opt = optim.SGD(mlp(2, 1), {lr = 0.1})\nopt.lr = 0.01"},

  {code = "E0107", title = "A missing argument",
    text = "The function needs a value that it was not given, or was given as nil. help shows what "
      .. "it takes. Where the value is a variable, it may never have been set.",
    wrong = "optim.SGD(mlp(2, 1))", right = "optim.SGD(mlp(2, 1), {lr = 0.1})"},

  {code = "E0201", title = "A backward that cannot be done",
    text = "backward goes from a loss, a single number, back through what computed it. It can do "
      .. "so once: then the intermediate values are let go, and the loss must be computed anew. A "
      .. "tensor that nothing trainable went into has nothing to go back to.",
    wrong = "w = tensor{1, 2}:requires_grad_()\nloss = (w * w):sum()\nloss:backward()\n"
      .. "loss:backward()",
    right = "w = tensor{1, 2}:requires_grad_()\nfor i = 1, 2 do\n  loss = (w * w):sum()\n"
      .. "  loss:backward()\nend"},

  {code = "E0202", title = "A value was changed that backward needs",
    text = "backward computes with the numbers of the forward pass. If a tensor is changed in "
      .. "place in between (a name that ends in _, or t[1] = …), they are gone. Change it after "
      .. "backward, or compute a new tensor.",
    wrong = "w = tensor{1, 2}:requires_grad_()\nloss = (w * w):sum()\nw:zero_()\nloss:backward()",
    right = "w = tensor{1, 2}:requires_grad_()\nloss = (w * w):sum()\nloss:backward()\nw:zero_()"},

  {code = "E0301", title = "Not enough memory",
    text = "One tensor, or all together, would be larger than the limit (2 GB unless "
      .. "gradus.memory_limit says otherwise). A number takes 4 bytes: a tensor of 1000 by 1000 "
      .. "takes 4 MB. Perhaps a size was mistyped, or a loop keeps every tensor it makes.",
    wrong = "zeros(1000000, 1000000)", right = "zeros(1000, 1000)"},

  {code = "E0302", title = "Stopped by Ctrl-C",
    text = "The computation was stopped at its next safe point; a weight update is never half "
      .. "done. fit returns its history up to there, and everything else keeps its value."},

  {code = "E0401", title = "A file that cannot be read or written",
    text = "The file is not there, may not be read, or is not of the kind that was asked for. The "
      .. "message names the file and, in a table, the line. Paths begin at the folder in which "
      .. "gradus was started."},
}
