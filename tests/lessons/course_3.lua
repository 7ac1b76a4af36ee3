-- A third of the lessons is proven (tests/support/lesson_proof.lua).
require "lesson_proof" (3, 3)
