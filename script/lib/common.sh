# Sourced by every script: strict mode, where the project is, how to speak.
# shellcheck shell=bash
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
# shellcheck disable=SC2034  # not every script needs it
jobs=$(nproc)

# Some containers set no HOME, and the caches, git and the program itself need one.
export HOME="${HOME:-$(getent passwd "$(id -u)" | cut -d: -f6)}"

# say TEXT: what happens next, on standard error, so that a program's own output stays clean.
say() {
  if [[ -t 2 && -z ${NO_COLOR:-} ]]; then
    printf '\033[1m==> %s\033[0m\n' "$*" >&2
  else
    printf '==> %s\n' "$*" >&2
  fi
}

# die TEXT...: each argument is a line.
die() {
  printf 'error: %s\n' "$1" >&2
  shift
  (($# == 0)) || printf '       %s\n' "$@" >&2
  exit 1
}

# cd_root: CMake finds the presets in the working directory.
cd_root() { cd "$root" || exit 1; }
