-- What the coach cannot do yet: correct scripts that it flags, and codes whose sample it misses.
-- The fast test says them instead of failing. This list should be empty.
return {
  flagged = {["gan-line"] = true, ["houses-outliers"] = true, ["teacher-net"] = true,
    ["siamese-contrast"] = true, ["self-training"] = true, ["least-squares-gan"] = true},
  missed = {G0102 = true, G0306 = true, G0504 = true},
}
