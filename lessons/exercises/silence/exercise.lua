return {
  title = "Another answer each time", rows = {72},
  task = "The same network gives the same points two different losses. It should give one.",
  goals = {
    {label = "first and second: the same number", when = function(s)
      local a, b = s.w.first, s.w.second
      return type(a) == "number" and a == b
    end},
    {label = "trained with dropout all the same", when = function(s)
      if not is_run(s.last) then return false end
      for _, layer in ipairs(s.last.model) do
        if tostring(layer):find("Dropout", 1, true) then return true end
      end
      return false
    end},
  },
  hints = {"Which layer draws by chance, and when should it not?",
    "A network knows two modes. fit sets them; who calls the network by hand has to."},
  mistakes = {{tag = "removed-for-good", when = function(s)
      return is_run(s.last) and not s.source:find("Dropout", 1, true)
    end, say = "Without dropout it is another network. It is for training that it is wanted.",
    example = {"nn.Dropout{drop = 0.5},", ""}}},
  after = "net:eval() lets everybody speak; net:train() goes back to drawing lots.",
}
