#!/bin/sh
# Proves the runner: what must fail fails with as many failures as expected, the controls pass.
# Uses GRADUS_BUILD, set by the runner; a runner inside the runner, with a folder of its own.
set -u
here=tests/support/selftest
good=0 bad=0

# expect 'P passed, F failed' FILE
expect() {
  got=$(TEST_OUT=$GRADUS_BUILD/test/self tests/support/run "$GRADUS_BUILD" "$2")
  status=$?
  last=$(printf '%s\n' "$got" | tail -n 1)
  case $1 in *' 0 failed') want=0 ;; *) want=1 ;; esac
  if [ "$last" = "$1" ] && [ $status -eq $want ]; then
    good=$((good + 1))
  else
    bad=$((bad + 1))
    printf '%s: expected "%s" and status %d, got "%s" and %d\n%s\n' "$2" "$1" $want "$last" $status "$got"
  fi
}

c=$GRADUS_BUILD/tests/selftest
expect '1 passed, 0 failed' "$c/pass"
expect '0 passed, 4 failed' "$c/fail"
expect '1 passed, 1 failed' "$c/crash"
expect '0 passed, 1 failed' "$c/quit"
expect '1 passed, 0 failed' $here/pass.lua
expect '0 passed, 10 failed' $here/fail.lua
expect '0 passed, 1 failed' $here/crash.lua
expect '0 passed, 1 failed' $here/silent.lua
expect '0 passed, 1 failed' $here/empty.lua
expect '1 passed, 0 failed' $here/pass.gr
expect '0 passed, 9 failed' $here/fail.gr
expect '0 passed, 1 failed' $here/there-is-no-such-file.lua

echo "$good passed, $bad failed"
[ $bad -eq 0 ]
