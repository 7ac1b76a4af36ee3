-- G0103: the scaling was fitted on rows of the test set.
return {
  {code = "G0103", kind = "advice", name = "fitted on the test rows", edit = function(text)
    local changed, count = text:gsub("(data%.%u%a+)%(train%)", "%1(test)")
    return count > 0 and changed or nil
  end},
}
