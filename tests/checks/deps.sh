#!/bin/sh
# src/deps.sh in pretended machines: a PATH of stand-ins, in which no compiler and no pkg-config is
# found, and in which apt-get and sudo only write down how they were called. Installs nothing.
# shellcheck disable=SC2016 # the stand-ins, not this script, expand their arguments
set -u
good=0 bad=0
work=$GRADUS_BUILD/test/deps
shell=$(command -v sh)

# machine TOOL…: a new machine with these stand-ins besides the few tools that deps.sh always uses.
machine() {
  rm -rf "$work" && mkdir -p "$work/bin"
  for tool in cat sed tr env tail rm mktemp; do ln -s "$(command -v $tool)" "$work/bin/$tool"; done
  for tool in "$@"; do
    case $tool in
      root) printf '#!%s\necho 0\n' "$shell" >"$work/bin/id" ;;
      user) printf '#!%s\necho 1000\n' "$shell" >"$work/bin/id" ;;
      sudo) printf '#!%s\necho "sudo $1" >>%s/calls\nshift\nexec "$@"\n' "$shell" "$work" >"$work/bin/sudo" ;;
      *) printf '#!%s\necho "%s $*" >>%s/calls\n' "$shell" "$tool" "$work" >"$work/bin/$tool" ;;
    esac
  done
  chmod +x "$work"/bin/*
  : >"$work/calls"
  unset CC
  PATH=$work/bin "$shell" src/deps.sh build >"$work/out" 2>"$work/err" </dev/null
  status=$?
}

# expect NAME CONDITION…
expect() {
  name=$1; shift
  if "$@"; then good=$((good + 1)); return; fi
  bad=$((bad + 1))
  echo "$name: not so. Status $status, calls, output and errors:"
  cat "$work/calls" "$work/out" "$work/err"
}
says() { grep -q -- "$2" "$work/$1"; }
is_one_line() { [ "$(cat "$work/out" "$work/err" | wc -l)" -eq 1 ]; }
fails() { [ "$status" -ne 0 ]; }
calls_nothing() { [ ! -s "$work/calls" ]; }

machine root apt-get
expect 'root needs no sudo' says calls '^apt-get update'
expect 'apt-get installs the compiler' says calls 'apt-get install .*gcc libc6-dev'
expect 'apt-get installs pkg-config' says calls 'pkg-config'
expect 'what is still missing afterwards is a failure' fails
expect 'and is named' says err 'even now: .*gcc'

machine user apt-get sudo
expect 'sudo never waits for a password without a terminal' says calls '^sudo -n'
expect 'sudo installs' says calls 'apt-get install .*gcc'

machine user apt-get
expect 'without sudo nothing is called' calls_nothing
expect 'one line says so' is_one_line
expect 'it names the packages' says err 'gcc libc6-dev pkg-config'
expect 'and that is a failure' fails

machine root
expect 'without a package manager: one line' is_one_line
expect 'that names the packages' says err 'gcc libc6-dev pkg-config'
expect 'and a failure' fails

machine user brew
expect 'brew runs as oneself' says calls '^brew install .*pkgconf'

machine root dnf
expect 'dnf knows other names' says calls '^dnf install -y .*glibc-devel pkgconf-pkg-config'

# This machine, complete since the tests were built; its package manager still only a stand-in.
machine user apt-get sudo
: >"$work/calls"
PATH=$work/bin:$PATH sh src/deps.sh test >"$work/out" 2>"$work/err"
status=$?
expect 'a complete machine is well' [ $status -eq 0 ]
expect 'nothing is called there' calls_nothing
expect 'nothing is said there' [ ! -s "$work/out" ]

echo "$good passed, $bad failed"
[ $bad -eq 0 ]
