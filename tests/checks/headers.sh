#!/bin/sh
# Every header compiles alone, seen with the include paths of its room.
# Warnings are for the files that use it: a header of a family of ops leaves its functions to them.
# The Makefile hands over CC and the flags of each room.
set -u
good=0 bad=0

flags_of() {
  case $1 in
    src/core/*) echo "$CORE_FLAGS -DGR_ISA=base" ;;
    src/plot/*) echo "$PLOT_FLAGS" ;;
    src/bind/*) echo "$BIND_FLAGS" ;;
    src/repl/*) echo "$REPL_FLAGS" ;;
    *) echo "$TEST_FLAGS" ;;
  esac
}

for header in $(find src tests/support -name '*.h' | LC_ALL=C sort); do
  # shellcheck disable=SC2046 # flags are several words
  if printf '#include "%s"\n' "$header" |
    $CC $(flags_of "$header") -w -I. -fsyntax-only -x c -; then
    good=$((good + 1))
  else
    bad=$((bad + 1))
    echo "$header does not compile alone"
  fi
done
echo "$good passed, $bad failed"
[ $bad -eq 0 ] && [ $good -gt 0 ]
