#!/bin/sh
# Who may know whom: core <- bind <- repl, plot <- bind, bind <- lua <- lessons, and nothing else.
# The Makefile hands over CC, the flags of core and plot, and NM; GRADUS_BUILD is the runner's.
set -u
good=0 bad=0

# rule 'WHAT HOLDS' 'OFFENDERS, a line each'
rule() {
  if [ -z "$2" ]; then
    good=$((good + 1))
  else
    bad=$((bad + 1))
    printf 'broken: %s\n%s\n' "$1" "$2"
  fi
}

files() { # files ROOM SUFFIX…
  room=$1; shift
  [ -d "$room" ] || return 0
  for suffix; do find "$room" -type f -name "*.$suffix"; done | LC_ALL=C sort
}

# --- src: who includes what --------------------------------------------------------------------

# Lines "FILE TARGET" for each #include "…" of a room, TARGET as a path from the top.
inclusions() {
  for file in $(files "$1" c h def); do
    sed -n 's/^ *# *include *"\([^"]*\)".*/\1/p' "$file" | while read -r name; do
      for folder in "${file%/*}" src src/core tests/support; do
        [ -f "$folder/$name" ] || continue
        full=$(cd "$(dirname "$folder/$name")" && pwd)
        echo "$file ${full#"$top"/}/${name##*/}"
        continue 2
      done
      echo "$file unknown:$name"
    done
  done
}

# Prints the inclusions of room $1 that lead to none of the rooms and files after it.
strays() {
  room=$1; shift
  inclusions "$room" | while read -r file target; do
    for allowed; do
      case $target in "$allowed" | "$allowed"/*) continue 2 ;; esac
    done
    echo "  $file includes $target"
  done
}

# Prints the lines of room $1 that include a system header matching the extended expression $2.
system_headers() {
  # shellcheck disable=SC2046 # a list of files
  grep -nE "^ *# *include *<($2)" $(files "$1" c h def) /dev/null
}

top=$PWD
lua='lua|lauxlib'
screen='readline/|termios|curses|term\.h|sys/ioctl'
rule 'core includes core alone' "$(strays src/core src/core)"
rule 'plot includes plot alone' "$(strays src/plot src/plot)"
rule 'bind includes bind, core and plot' "$(strays src/bind src/bind src/core src/plot)"
# The one thing of core that the program touches: the flag that Ctrl-C sets and core polls.
rule 'repl includes repl, bind and the flag of core' \
  "$(strays src/repl src/repl src/bind src/core/status.h)"
rule 'core knows neither Lua nor screen' "$(system_headers src/core "$lua|$screen|cairo")"
rule 'plot knows neither Lua nor screen' "$(system_headers src/plot "$lua|$screen|cblas")"
rule 'bind knows no screen' "$(system_headers src/bind "$screen|cairo|cblas")"
rule 'repl leaves Cairo and CBLAS alone' "$(system_headers src/repl 'cairo|cblas')"

# --- the walls themselves ------------------------------------------------------------------------

compiles_lua() {
  # shellcheck disable=SC2086 # flags are several words
  echo '#include <lua.h>' | $CC $1 -fsyntax-only -x c - 2>/dev/null
}
# Where lua.h lies on the compiler's own path no wall can be had; the symbols below still count.
if ! compiles_lua ''; then
  rule 'the flags of core do not find lua.h' "$(compiles_lua "$CORE_FLAGS" && echo '  they do')"
  rule 'the flags of plot do not find lua.h' "$(compiles_lua "$PLOT_FLAGS" && echo '  they do')"
fi

# undefined EXPRESSION FILE…: the undefined symbols that match, and where.
undefined() {
  wanted=$1; shift
  ${NM:-nm} -A -u "$@" | grep -E " _?($wanted)(@.*)?\$"
}
core=$GRADUS_BUILD/libgrcore.a
rule 'the archive of core exists' "$([ -s "$core" ] || echo "  $core is missing")"
rule 'core calls neither Lua nor Readline' "$(undefined '(lua|luaL|rl)_[a-zA-Z_]*' "$core")"
rule 'core neither prints nor exits, jumps or handles signals' \
  "$(undefined 'v?printf|puts|putchar|perror|exit|_exit|abort|signal|sigaction|longjmp|_longjmp|stdout|stderr' "$core")"
if [ -d src/plot ]; then
  # shellcheck disable=SC2046 # a list of files
  rule 'plot calls neither Lua nor Readline' \
    "$(undefined '(lua|luaL|rl)_[a-zA-Z_]*' $(files "$GRADUS_BUILD/plot" o))"
fi

# --- lua/ and lessons/: who requires what ---------------------------------------------------------

# Lines of the Lua files of a room that match, comments left out.
# shellcheck disable=SC2046 # a list of files
lines() { grep -nE "$2" $(files "$1" lua) /dev/null | grep -vE '^[^:]*:[0-9]*: *--'; }
requires() { lines "$1" "(^|[^a-zA-Z_.])require *[(,]? *[\"']"; }

# Names that are worked out are caught when they run: tests/lua/test_modules.lua.
rule 'lua/ requires gradus modules alone' \
  "$(requires lua | grep -vE "require *[(,]? *[\"']gradus[.\"']")"
rule 'lessons require nothing' "$(lines lessons '(^|[^a-zA-Z_.])require *[(,"]')"

echo "$good passed, $bad failed"
[ $bad -eq 0 ]
