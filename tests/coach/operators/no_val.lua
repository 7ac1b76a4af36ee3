-- G0606: no validation set.
return {{code = "G0606", kind = "advice", name = "split without val", edit = function(text)
  if text:find "early_stopping" or text:find ":backward" or text:find "sweep"
    or text:find "again" then return nil end
  local changed, count = text:gsub("train, val, test = ([^\n]*):split%b{}",
    "train, test = %1:split{train = 0.8, test = 0.2, seed = SEED}")
  if count == 0 then return nil end
  changed = changed:gsub("val = val, ", ""):gsub("\n[^\n]*print%([^\n]*val%)%)",
    ""):gsub(", norm%(val%)", "")
    :gsub("train, val, test = norm", "train, test = norm")
  if changed:find "%f[%w_]val%f[^%w_]" then return nil end
  return changed
end}}
