#!/bin/sh
# deps.sh: finds what this machine lacks for Gradus, and installs it.
#   usage: deps.sh build|test        (test: also what only the tests need)
# Looks first, by compiler, pkg-config and header files, without touching the network; where nothing
# is missing it says nothing. Then it installs with apt-get, or with dnf, pacman or Homebrew: those
# three follow the distributions' package lists (Fedora up to 44: later ones have Lua 5.5 only) and
# have not been tried. sudo is used only by those who are not root; it may ask for a password at a
# terminal and never waits for one elsewhere.
set -u
purpose=${1:-build}
[ "$purpose" != test ] ||
  test_needs='library|cmocka|cmocka.h|libcmocka-dev|libcmocka-devel|cmocka|cmocka
library|libpng|png.h|libpng-dev|libpng-devel|libpng|libpng
command|xmllint||libxml2-utils|libxml2|libxml2|libxml2
command|pdftoppm||poppler-utils|poppler-utils|poppler|poppler'

# kind | what to look for | a header that will do instead | packages for apt | dnf | pacman | brew
needs() {
  cat <<END
compiler|||gcc libc6-dev|gcc glibc-devel|gcc glibc|gcc
command|pkg-config||pkg-config|pkgconf-pkg-config|pkgconf|pkgconf
library|lua5.4;lua-5.4;lua54;lua >= 5.4 lua < 5.5|lua5.4/lua.h|liblua5.4-dev|lua-devel|lua54|lua@5.4
library|readline|readline/readline.h|libreadline-dev|readline-devel|readline|readline
library|openblas|openblas_config.h|libopenblas-dev|openblas-devel|openblas|openblas
library|libcjson|cjson/cJSON.h|libcjson-dev|cjson-devel|cjson|cjson
library|zlib|zlib.h|zlib1g-dev|zlib-devel|zlib|zlib
library|cairo|cairo/cairo.h|libcairo2-dev|cairo-devel|cairo|cairo
library|chafa|chafa/chafa.h|libchafa-dev|chafa-devel|chafa|chafa
${test_needs-}
END
}

has_compiler() {
  for cc in ${CC-} gcc cc; do
    command -v "$cc" >/dev/null 2>&1 || continue
    printf '#include <stdio.h>\nint main(void) { return 0; }\n' |
      "$cc" -x c -o /dev/null - >/dev/null 2>&1 && return 0
  done
  return 1
}

# has_library 'PKG-CONFIG EXPRESSION;…' HEADER
has_library() {
  if command -v pkg-config >/dev/null 2>&1; then
    old_ifs=$IFS; IFS=';'
    for package in $1; do
      pkg-config --exists "$package" 2>/dev/null && { IFS=$old_ifs; return 0; }
    done
    IFS=$old_ifs
  fi
  for folder in /usr/include /usr/include/*-linux-gnu /usr/include/openblas /usr/local/include; do
    [ ! -f "$folder/$2" ] || return 0
  done
  return 1
}

has() {
  case $1 in
    compiler) has_compiler ;;
    command) command -v "$2" >/dev/null 2>&1 ;;
    library) has_library "$2" "$3" ;;
  esac
}

# Prints the missing packages by the names that the package manager $1 has for them.
missing() {
  needs | while IFS='|' read -r kind name header apt dnf pacman brew; do
    has "$kind" "$name" "$header" && continue
    case $1 in
      dnf) echo "$dnf" ;;
      pacman) echo "$pacman" ;;
      brew) echo "$brew" ;;
      *) echo "$apt" ;;
    esac
  done | tr '\n' ' ' | sed 's/ *$//'
}

manager=none
for tool in brew pacman dnf apt-get; do
  ! command -v $tool >/dev/null 2>&1 || manager=$tool
done
packages=$(missing $manager)
[ -n "$packages" ] || exit 0

give_up() {
  echo "Gradus needs packages that are not installed$1: $packages" >&2
  exit 1
}

[ $manager != none ] || give_up ' (named as in Debian; no package manager known here)'
as_root=''
if [ "$(id -u)" -ne 0 ] && [ $manager != brew ]; then
  command -v sudo >/dev/null 2>&1 || give_up ' and only root may install'
  as_root=sudo
  [ -t 0 ] || as_root='sudo -n'
fi

# shellcheck disable=SC2086 # as_root and packages are several words, or none
install_packages() {
  case $manager in
    apt-get)
      # A mirror that is down need not matter: the lists may know the packages already.
      $as_root apt-get update -qq
      $as_root env DEBIAN_FRONTEND=noninteractive \
        apt-get install -y -q --no-install-recommends $packages ;;
    dnf) $as_root dnf install -y $packages ;;
    pacman) $as_root pacman -Sy --needed --noconfirm $packages ;;
    brew) brew install $packages ;;
  esac
}

echo "Installing what Gradus needs (a minute or two): $packages"
log=$(mktemp) && trap 'rm -f "$log"' EXIT
if ! install_packages </dev/null >"$log" 2>&1; then
  tail -n 15 "$log" >&2
  give_up ' and could not be installed'
fi
packages=$(missing $manager)
[ -z "$packages" ] || give_up ' even now'
