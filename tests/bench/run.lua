-- make bench: training steps per second of processor time beside PyTorch's, in interleaved rounds;
-- then what the coach costs, what a start costs, whether memory stays flat, and what ops cost.
-- Usage: build/gradus tests/bench/run.lua [ROUNDS [SECONDS]]    (else 5 rounds of 0.4 s each)

local folder = arg[0]:match("^(.*)/[^/]*$") or "."
package.path = folder .. "/?.lua;" .. package.path
local clock = require "clock"
local workloads = require "workloads"
local core = require "gradus.core"

local rounds, seconds = tonumber(arg[1]) or 5, tonumber(arg[2]) or 0.4

-- The python3 found first may be one without PyTorch.
local function find_peer()
  for _, python in ipairs{"python3", "/usr/bin/python3"} do
    if os.execute(python .. " -c 'import torch' 2>/dev/null") then return python end
  end
end

local function peer_rates(python)
  local out = {}
  if not python then return out end
  local pipe = io.popen(("%s %s/peer.py %g W1 W2 W3 W4"):format(python, folder, seconds))
  for line in pipe:lines() do
    local name, rate = line:match("^(%S+) (%S+)$")
    if name then out[name] = tonumber(rate) end
  end
  pipe:close()
  return out
end

local function spread(list)
  return ("%.1f…%.1f"):format(math.min(table.unpack(list)), math.max(table.unpack(list)))
end

local function race()
  local python = find_peer()
  local steps, counts, own, ratios, theirs = {}, {}, {}, {}, {}
  for _, name in ipairs(workloads.order) do
    seed(1)
    steps[name] = workloads[name]()
    counts[name] = clock.calibrate(steps[name], seconds)
    own[name], ratios[name] = {}, {}
  end
  for _ = 1, rounds do
    local peer = peer_rates(python)
    for _, name in ipairs(workloads.order) do
      local rate = clock.rate(steps[name], counts[name])
      local other = peer[workloads.peer[name] or name]
      table.insert(own[name], rate)
      if other then table.insert(ratios[name], rate / other) end
    end
    for name, rate in pairs(peer) do
      theirs[name] = theirs[name] or {}
      table.insert(theirs[name], rate)
    end
  end
  print("steps per CPU second, one thread, medians of " .. rounds .. " interleaved rounds")
  print(("%-14s %-44s %9s %9s %7s"):format("", "", "Gradus", "PyTorch", "ratio"))
  for _, name in ipairs(workloads.order) do
    local peer = clock.median(theirs[workloads.peer[name] or name] or {})
    local ratio = clock.median(ratios[name])
    print(("%-14s %-44s %9.0f %9s %7s  %s"):format(name, workloads.about[name],
      clock.median(own[name]), peer and ("%.0f"):format(peer) or "-",
      ratio and ("%.1f"):format(ratio) or "-", ratio and spread(ratios[name]) or ""))
  end
  if not python then print "PyTorch: absent (package python3-torch)" end
  print "KANN, a hand-made C loop: absent (not packaged; the goals in README.md stand for them)"
end

-- What listening adds to a step, in per cent: with the coach and without it, in turns.
local function coach_cost(step)
  local count, more = clock.calibrate(step, seconds / 20), {}
  for i = 1, 8 * rounds do
    core.watch_pause(true)
    local without = clock.rate(step, count)
    core.watch_pause(false)
    more[i] = (without / clock.rate(step, count) - 1) * 100
  end
  return clock.median(more)
end

-- Some epochs first: what is learned in the first one (which rows there are) is not learned again.
local warm = {{"W1", 5000}, {"W2", 5000}, {"W3", 700}, {"W4", 150}}

local function coach_costs()
  core.watch(function() end) -- the coach's ears without its mouth
  for _, case in ipairs(warm) do
    seed(1)
    local step = workloads[case[1]]()
    step(case[2])
    print(("  %s %+.1f %%"):format(case[1], coach_cost(step)))
  end
  core.watch(nil)
end

-- Fields of /proc/self/status in kB; nil where there is no such file.
local function status(field)
  local file = io.open "/proc/self/status"
  local text = file and file:read "a" or ""
  if file then file:close() end
  return tonumber(text:match(field .. ":%s*(%d+)"))
end

-- The shell's own account of what its children used, over twenty starts.
local function start_up()
  local code = "nn.Linear(2, 1)(ones(1, 2));"
  local program = ("'%s'"):format(arg[-1] or "build/gradus")
  local twenty = ("i "):rep(20)
  local pipe = io.popen(("for i in %s; do %s -e '%s' >/dev/null; done; times"):format(twenty,
    program, code))
  local text = pipe:read "a"
  pipe:close()
  local m1, s1, m2, s2 = text:match("\n(%d+)m([%d.]+)s (%d+)m([%d.]+)s%s*$")
  if not m1 then return print "start: the shell's `times` could not be read" end
  local total = m1 * 60 + s1 + m2 * 60 + s2
  local peak = io.popen(("%s -e '%s' -e '%s'"):format(program, code,
    'print(io.open("/proc/self/status"):read("a"):match("VmHWM:%s*(%d+)"))'))
  local kb = tonumber(peak:read "a" or "")
  peak:close()
  print(("start to first forward and exit: %.1f ms CPU, peak %s MiB"):format(total / 20 * 1000,
    kb and ("%.1f"):format(kb / 1024) or "?"))
end

local function flatness()
  seed(1)
  local step = workloads.W1()
  step(20000)
  local _, _, _, before = core.memory()
  local resident = status "VmRSS"
  step(1000000)
  local _, _, _, after = core.memory()
  local growth = (status "VmRSS" or 0) - (resident or 0)
  print(("a million steps of W1 after 20,000: %d blocks asked of the system, resident %+d kB")
    :format(after - before, growth))
end

local function ops()
  local x, w, b = randn(32, 16), nn.Linear(16, 16), ones(32, 1)
  local y = rand(32, 1):gt(0.5)
  local bce, leaf = nn.BCEWithLogitsLoss(), randn(32, 16):requires_grad_()
  local cases = {
    {"x:narrow(1, 1, 32)", function() return x:narrow(1, 1, 32) end},
    {"x + x", function() return x + x end},
    {"x * 2", function() return x * 2 end},
    {"x:tanh()", function() return x:tanh() end},
    {"x:exp()", function() return x:exp() end},
    {"x:sum()", function() return x:sum() end},
    {"x:sum(1)", function() return x:sum(1) end},
    {"x:softmax(2)", function() return x:softmax(2) end},
    {"x:matmul(16x16)", function() return x:matmul(w.weight) end},
    {"Linear(16, 16)(x)", function() return w(x) end},
    {"BCEWithLogits", function() return bce(b, y) end},
    {"sum + backward", function() leaf:sum():backward() end},
  }
  print "nanoseconds a call on a 32x16 tensor (as Lua sees it)"
  for _, case in ipairs(cases) do
    local function many(count) for _ = 1, count do case[2]() end end
    local count, rates = clock.calibrate(many, 0.05), {}
    for i = 1, 5 do rates[i] = clock.rate(many, count) end
    print(("  %-20s %7.0f"):format(case[1], 1e9 / clock.median(rates)))
  end
end

print("instruction set " .. core.isa())
coach.off() -- a script runs with it; its cost is measured apart
race()
print "what the coach adds while it listens"
coach_costs()
start_up()
flatness()
ops()
