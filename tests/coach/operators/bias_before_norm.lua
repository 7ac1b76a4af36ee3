-- G0404: a bias that the batch normalisation behind it takes out again.
return {{code = "G0404", kind = "advice", name = "bias kept", edit = function(text)
  if not text:find "nn%.BatchNorm1d" then return nil end
  local changed, count = text:gsub("(nn%.Linear%(%d+, %d+), {bias = false}%)", "%1)")
  return count > 0 and changed or nil
end}}
