# Configures and builds with the presets of CMakePresets.json. Needs common.sh.
# shellcheck shell=bash

# Objects are found again by a clone in another directory: paths below the project count as relative.
export CCACHE_BASEDIR="$root" CCACHE_NOHASHDIR=true
# Set here, so that it stays the same where a script runs something with another HOME.
export CCACHE_DIR="${CCACHE_DIR:-${XDG_CACHE_HOME:-$HOME/.cache}/ccache}"
if ! mkdir -p "$CCACHE_DIR" 2>/dev/null || [[ ! -w $CCACHE_DIR ]]; then
  export CCACHE_DIR="$root/build/ccache"
fi

# quietly COMMAND...: shows its output only where it fails.
quietly() {
  local output
  output=$("$@" 2>&1) || {
    local code=$?
    printf '%s\n' "$output" >&2
    return "$code"
  }
}

# configure PRESET [cmake options...]
configure() {
  local preset=$1
  shift
  (cd_root && quietly cmake --preset "$preset" "$@")
}

# build DIRECTORY [targets...]: a directory below build/.
build() {
  local directory=$1
  shift
  # On a terminal ninja's one line of progress is welcome; in a log it would be hundreds.
  local quiet=(--quiet)
  [[ ! -t 1 ]] || quiet=()
  (cd_root && ninja -C "build/$directory" -j "$jobs" "${quiet[@]}" "$@")
}
