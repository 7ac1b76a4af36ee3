#!/bin/sh
# Looks at the sources with every linter that is installed, and says which are not.
#   usage: lint.sh C-FILE…
# shellcheck disable=SC2046 # lists of files are several words
set -u
status=0

# with TOOL ARGUMENT…: runs a tool that is there.
with() {
  if command -v "$1" >/dev/null 2>&1; then
    echo "  LINT    $1"
    "$@" || status=1
  else
    echo "  LINT    $1 is not installed: skipped"
  fi
}

with clang-format --dry-run --Werror "$@"
# It does not know that grL_raise does not return, nor that vectors fill up lane by lane.
with cppcheck --quiet --inline-suppr --error-exitcode=1 --std=c11 --language=c \
  --enable=warning,performance,portability --suppress=missingIncludeSystem \
  --suppress=nullPointerRedundantCheck --suppress=ctunullpointer --suppress=uninitvar:src/core/* \
  -Isrc -Isrc/core $(printf '%s\n' "$@" | grep '\.c$')
with luacheck --quiet $(ls -d lua lessons tests 2>/dev/null)
with shellcheck src/deps.sh .ci/run tests/support/run $(find tests -name '*.sh')
exit $status
