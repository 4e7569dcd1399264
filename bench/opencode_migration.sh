#!/usr/bin/env bash
# Times OpenCode's own migration of a storage/ tree, and sessionstore's verified import of the same tree
# beside it, in turn.
#
#     bench/opencode_migration.sh STORAGE SESSIONSTORE [ROUNDS]
#
# Installs OpenCode 1.2.27 with npm into a temporary directory; needs no network beyond that.
set -euo pipefail

storage=$(realpath "$1")
program=$(realpath "$2")
rounds=${3:-5}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

npm install --silent --no-audit --no-fund --prefix "$work" --ignore-scripts opencode-linux-x64@1.2.27 >/dev/null
opencode=$work/node_modules/opencode-linux-x64/bin/opencode

# A home of its own: nothing of the user's is read or written.
home=$work/home
mkdir -p "$home/.local/share/opencode" "$home/project"
ln -s "$storage" "$home/.local/share/opencode/storage"
echo '{}' >"$work/models.json"
export HOME=$home XDG_DATA_HOME=$home/.local/share XDG_CONFIG_HOME=$home/.config \
  XDG_STATE_HOME=$home/.local/state XDG_CACHE_HOME=$home/.cache \
  OPENCODE_DISABLE_AUTOUPDATE=1 OPENCODE_DISABLE_MODELS_FETCH=1 \
  OPENCODE_MODELS_PATH=$work/models.json OPENCODE_DISABLE_DEFAULT_PLUGINS=1 \
  OPENCODE_DISABLE_LSP_DOWNLOAD=1
cd "$home/project"

seconds() { # seconds COMMAND...: its wall time; its output is thrown away
  local start end
  start=$(date +%s.%N)
  "$@" >/dev/null 2>&1 || true
  end=$(date +%s.%N)
  awk -v a="$start" -v b="$end" 'BEGIN { printf "%.2f\n", b - a }'
}

for ((round = 0; round <= rounds; round++)); do
  rm -f "$home"/.local/share/opencode/opencode.db*
  theirs=$(seconds "$opencode" session list)
  rm -rf "$home/.opencode"
  ours=$(seconds "$program" import "opencode:$storage" --no-progress)
  ((round == 0)) && continue # warms the cache
  awk -v n="$round" -v a="$theirs" -v b="$ours" \
    'BEGIN { printf "round %d: OpenCode 1.2.27 %.2f s, sessionstore %.2f s, %.1f times faster\n", n, a, b, a / b }'
done
