#!/bin/sh
# The README's example of an op compiles, as a file of src/core/ops would, its lesson is proven, and its
# session is what the program shows today. The Makefile hands over CC and CORE_FLAGS, the runner GRADUS_BUILD.
set -u
good=0 bad=0

# block LANGUAGE: the first block of the README in that language.
block() { awk -v fence="\`\`\`$1" '$0 == "```" { inside = 0 } inside; $0 == fence { inside = !seen++ }' README.md; }

# shellcheck disable=SC2086 # flags are several words
if [ -n "$(block c)" ] && block c |
  $CC $CORE_FLAGS -DGR_ISA=base -Werror -Isrc/core/ops -fsyntax-only -x c -; then
  good=$((good + 1))
else
  bad=$((bad + 1))
  echo 'the op in the README does not compile'
fi

# The lesson is in order as it stands there.
mkdir -p "$GRADUS_BUILD/test/readme"
block lua >"$GRADUS_BUILD/test/readme/lesson.lua"
if [ -n "$(block lua)" ] && "$GRADUS_BUILD/gradus" check "$GRADUS_BUILD/test/readme" >"$GRADUS_BUILD/test/readme.out"; then
  good=$((good + 1))
else
  bad=$((bad + 1))
  cat "$GRADUS_BUILD/test/readme.out"
fi

# The session as a transcript for the pseudo-terminal: after the welcome, up to Ctrl-D.
session=$GRADUS_BUILD/test/readme.gr
{
  printf '%%test the session in the README\n...\n'
  block text
  printf '%%line gradus>\n%%type \\x04\n%%exit 0\n'
} >"$session"
if [ -n "$(block text)" ] && "$GRADUS_BUILD/pty" "$session"; then
  good=$((good + 1))
else
  bad=$((bad + 1))
fi

echo "$good passed, $bad failed"
[ $bad -eq 0 ]
