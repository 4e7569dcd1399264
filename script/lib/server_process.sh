# The processes of the tests' servers. Needs common.sh, server_kinds.sh and the variables of servers.sh.
#
# Mind that `return` without a number is a success where a trap runs the function, as `abandon` does.
# shellcheck shell=bash

# Debian's servers are here, and an ordinary user's PATH may lack it.
export PATH="$PATH:/usr/sbin:/sbin"

# A server never runs as root: its clients could write files anywhere.
as_server=()
if ((EUID == 0)); then
  as_server=(setpriv --reuid="$(id -u nobody)" --regid="$(id -g nobody)" --clear-groups --)
fi

give_to_servers() {
  ((EUID != 0)) || chown -R nobody: "$@"
}

# pid_of NAME: prints it; fails where that server does not run.
pid_of() {
  local pid
  [[ -s $dir/$1/pid ]] || return 1
  pid=$(<"$dir/$1/pid")
  # Numbers are used again: it must be the process that was started.
  grep -qszxF -e "--datadir=$home/$1/data" "/proc/$pid/cmdline" || return 1
  printf '%s\n' "$pid"
}

# client NAME ARGUMENTS...: as the administrator.
client() {
  mariadb --no-defaults --protocol=socket --socket="$short/$1.sock" --user=root "${@:2}"
}

answers() {
  client "$1" -e 'SELECT 1' >/dev/null 2>&1
}

# launch NAME COMMAND...: becomes that, in a session of its own, and notes its number. Until then the lock is
# held, so that a `stop` right after a killed `start` finds the number.
launch() {
  local name=$1
  shift
  # shellcheck disable=SC2016  # for the shell that is called
  exec setsid "$BASH" -c 'echo $$ >"$1"; eval "exec $2>&-"; shift 2; exec "$@"' launch \
    "$dir/$name/pid" "$lock" "${as_server[@]}" "$@" </dev/null >>"$dir/$name/log" 2>&1
}

# run_server NAME [OPTION...]: on the port noted for it. Fails where it ends by itself; dies where it does not
# answer.
run_server() {
  local name=$1 command pid deadline=$((SECONDS + 120))
  rm -f "$short/$name.sock"*
  "$(kind_of "$name")_command" "$name" "$(<"$dir/$name/port")"
  launch "$name" "${command[@]}" "${@:2}" &
  pid=$!
  until answers "$name"; do
    kill -0 "$pid" 2>/dev/null || return 1
    ((SECONDS < deadline)) || die "$name does not answer:" "$(tail -n 20 "$dir/$name/log")"
    sleep 0.05
  done
}

# kill_server NAME SIGNAL: waits until its last thread is gone, and with it what it held: port and files.
kill_server() {
  local pid tasks state deadline=$((SECONDS + 60))
  pid=$(pid_of "$1") || return 0
  # One that is frozen takes no other signal.
  kill -CONT -- "-$pid" 2>/dev/null || true
  kill -"$2" -- "-$pid" 2>/dev/null || true
  while ((SECONDS < deadline)); do
    tasks=("/proc/$pid/task/"*)
    read -r state 2>/dev/null <"/proc/$pid/stat" || return 0
    # A process that nobody reaps stays as a zombie.
    state=${state##*) }
    ((${#tasks[@]} > 1)) || [[ ${state:0:1} != Z ]] || return 0
    sleep 0.02
  done
  die "process $pid ($1) does not end"
}
