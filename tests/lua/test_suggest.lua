--- Tests of gradus.suggest: which neighbour is found, and when none is.

local T = require "gradus_test"
local suggest = require "gradus.suggest"

T.test("one edit away: swapped, missing, added, other letter", function()
  T.eq(suggest.closest("trian", {"train", "tensor"}), "train")
  T.eq(suggest.closest("epoch", {"epochs"}), "epochs")
  T.eq(suggest.closest("epochss", {"epochs"}), "epochs")
  T.eq(suggest.closest("lass", {"loss"}), "loss")
end)

T.test("letter case counts for little", function()
  T.eq(suggest.closest("linear", {"Linear", "liner"}), "Linear")
end)

T.test("short words allow fewer edits, single letters none", function()
  T.eq(suggest.closest("x", {"y", "z"}), nil)
  T.eq(suggest.closest("lr", {"l1", "momentum"}), "l1")
  T.eq(suggest.closest("val", {"all"}), nil)
end)

T.test("the word itself and far words are no suggestion", function()
  T.eq(suggest.closest("train", {"train"}), nil)
  T.eq(suggest.closest("train", {"momentum"}), nil)
  T.eq(suggest.closest("train", {}), nil)
end)

T.test("words of other libraries are known where the list has ours", function()
  T.eq(suggest.closest("learning_rate", {"lr", "momentum"}), "lr")
  T.eq(suggest.closest("learning_rate", {"momentum"}), nil)
end)

T.test("a tie goes to the same first letter, then to the alphabet", function()
  T.eq(suggest.closest("cats", {"bats", "cots"}), "cots")
  T.eq(suggest.closest("rats", {"cats", "bats"}), "bats")
end)

T.test("the distance is capped and symmetric", function()
  T.eq(suggest.distance("abc", "abc", 3), 0)
  T.eq(suggest.distance("abc", "acb", 3), 1)
  T.eq(suggest.distance("abc", "xyz", 2), 3)
  T.eq(suggest.distance("", "abcdef", 2), 3)
  T.eq(suggest.distance("kitten", "sitting", 5), suggest.distance("sitting", "kitten", 5))
end)

T.test("the question is a sentence", function()
  T.eq(suggest.question("pritn", {"print"}), "did you mean print?")
  T.eq(suggest.question("pritn", {"other"}), nil)
end)

T.finish()
