-- Setting 18 and rows 12 to 16: which world is it, and what cures a mismatch.

local c = require "common"

local function errors(model, parts)
  local out = {}
  for name, ds in pairs(parts) do out[name] = 1 - accuracy(model, ds) end
  return out
end

local function moved(ds) return ds:moved{scale = 1.6, shift = {0.5, 0}} end

local makers = {
  bias = function(seed)
    return c.net(seed, {2, 1}, {init = "xavier"}), 100, function(part, n) return c.circles(n, 0.1,
      seed, part) end,
      400
  end,
  variance = function(seed)
    return c.net(seed, {2, 128, 128, 1}), 400, function(part, n) return c.moons(n, 0.35, 0, seed,
      part) end, 25
  end,
  mismatch = function(seed)
    return c.net(seed, {2, 32, 32, 1}), 60, function(part, n)
      local ds = c.circles(n, 0.1, seed, part)
      return part == "val" and moved(ds) or ds
    end, 400
  end,
  good = function(seed)
    return c.net(seed, {2, 32, 32, 1}), 60, function(part, n) return c.circles(n, 0.1, seed,
      part) end, 400
  end,
}

local function world(kind, seed)
  local model, epochs, make, n = makers[kind](seed)
  local train = make("train", n)
  c.train(model, train, seed, {lr = 0.01, batch = 25, epochs = epochs})
  return errors(model, {train = train, train_dev = make("train_dev", 500), val = make("val", 500)})
end

-- Error on the moved world of a network trained on these rows.
local function error_on_moved(seed, train, sizes)
  local model = c.net(seed, sizes or {2, 32, 32, 1})
  c.train(model, train, seed, {lr = 0.01, batch = 25, epochs = 60})
  return 1 - accuracy(model, moved(c.circles(1000, 0.1, seed, "val")))
end

return {
  {
    id = "18", title = "four worlds through diagnose: train, train-dev and val error",
    claims = {{"bias", "too simple a model: high bias", 0.95}, {"variance", "25 rows: high "
      .. "variance", 0.95},
      {"mismatch", "moved validation: mismatch", 0.95}, {"good", "all well: good", 0.95}},
    numbers = {"bias_train", "variance_train", "variance_train_dev", "mismatch_train_dev",
    "mismatch_val",
      "good_val"},
    one = function(seed)
      local r, expected = {}, {bias = "high bias", variance = "high variance",
        mismatch = "mismatch", good = "good"}
      for kind, verdict in pairs(expected) do
        local e = world(kind, seed)
        for name, value in pairs(e) do r[kind .. "_" .. name] = value end
        r[kind] = diagnose(e).verdict == verdict
      end
      return r
    end,
  },
  {
    id = "15m", title = "curing a mismatch: circles 400, val times 1.6 plus (.5, 0) (row 15)",
    claims = {{"bigger", "a larger network or 4000 rows cure it (below .2)", nil, 0.1},
      {"moved_rows", "training rows moved like val: below .06", 0.95}},
    numbers = {"as_is", "larger", "more", "moved"},
    one = function(seed)
      local train = c.circles(400, 0.1, seed, "train")
      local r = {as_is = error_on_moved(seed, train), larger = error_on_moved(seed, train,
        {2, 128, 128, 1}),
        more = error_on_moved(seed, c.circles(4000, 0.1, seed, "train")),
        moved = error_on_moved(seed, moved(train))}
      r.bigger, r.moved_rows = r.larger < 0.2 or r.more < 0.2, r.moved < 0.06
      return r
    end,
  },
}
