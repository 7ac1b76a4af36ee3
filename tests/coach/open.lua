-- What the coach cannot do yet: correct scripts that it flags, and codes whose sample it misses.
-- The fast test says them instead of failing. This list should be empty.
return {
  flagged = {["line-flat-tensors"] = true, ["gan-line"] = true, ["houses-outliers"] = true,
    ["teacher-net"] = true, ["pump-linear-lstsq"] = true,
    ["siamese-contrast"] = true},
  missed = {G0306 = true, G0203 = true, G0102 = true, G0504 = true,
    G0104 = true},
}
