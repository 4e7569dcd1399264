# Where the tests' servers live, and starting and ending them. Needs common.sh, certificates.sh,
# mysql_tree.sh, server_kinds.sh, server_process.sh, server_data.sh.
#
#   dir     what the caller gave: holds mariadb.env, mysql.env and so on
#   short   a directory with a short path, for the sockets: theirs may have 107 bytes
#   home    where data, certificates and, if need be, programs are: dir, or short where that is in
#           memory, or the servers' user cannot enter dir
# shellcheck shell=bash

# lock_directory DIR: two scripts at work in one directory wait for each other. Sets the three.
lock_directory() {
  umask 022
  mkdir -p "$1"
  dir=$(cd "$1" && pwd)
  exec {lock}>"$dir/lock"
  flock "$lock"
  short=
  [[ ! -s $dir/short ]] || short=$(<"$dir/short")
  choose_home
}

choose_home() {
  home=$dir
  if [[ $short == /dev/shm/* ]] || ! "${as_server[@]}" test -x "$dir"; then home=$short; fi
}

# has_room_in_memory: whether /dev/shm takes the data of the servers, and leaves as much again.
has_room_in_memory() {
  local free
  free=$(df --output=avail --block-size=1M /dev/shm 2>/dev/null | tail -n 1) && ((free >= 4096)) &&
    "${as_server[@]}" test -x /dev/shm
}

make_directories() {
  local temporary="${TMPDIR:-/tmp}"
  # Tests make and drop hundreds of databases: on a disk, they wait for it most of the time.
  if [[ -z ${TMPDIR:-} ]] && has_room_in_memory; then temporary=/dev/shm; fi
  if ((${#temporary} > 60)) || ! "${as_server[@]}" test -x "$temporary"; then temporary=/tmp; fi
  until [[ -n $short && -d $short ]]; do
    # Noted before it is made, so that `stop` knows it whatever happens.
    short=$(mktemp -u "$temporary/ss-XXXXXXXX")
    printf '%s\n' "$short" >"$dir/short"
    mkdir "$short" || continue
    give_to_servers "$short"
  done
  choose_home
}

is_up() {
  [[ -f $dir/$1.env ]] && pid_of "$1" >/dev/null && answers "$1"
}

# prepare_server NAME: with new data.
prepare_server() {
  remove_server "$1"
  mkdir -p "$dir/$1" "$home/$1/tmp"
  give_to_servers "$home/$1/tmp"
  fill_data "$1"
}

# start_server NAME: a new one.
start_server() {
  local name=$1 attempt log
  prepare_server "$name"
  for attempt in 1 2 3 4 5; do
    # Below the ports that systems give to clients, so that a restart finds it free again.
    printf '%s\n' $((20000 + SRANDOM % 12000)) >"$dir/$name/port"
    ! run_server "$name" || break
    log=$(tail -n 20 "$dir/$name/log")
    if [[ $log != *"Bind on TCP/IP port"* ]] || ((attempt == 5)); then
      die "$name does not start:" "$log"
    fi
  done
  create_accounts "$name"
  write_restart_script "$name"
  describe "$name"
}

start_mariadb() {
  command -v mariadbd mariadb-install-db mariadb >/dev/null ||
    die "MariaDB is missing: apt-get install mariadb-server-core mariadb-client-core"
  is_up mariadb || start_server mariadb
}

# have_mysql NAME: whether its programs are there. Where not, NAME.unavailable says why.
have_mysql() {
  [[ ! -f $mysql_tree/version ]] || return 0
  say "Fetching MySQL (about 70 MB, once)"
  if ! "$root/script/servers" fetch >"$dir/$1.unavailable" 2>&1; then
    printf '%s\n' '' '*** MYSQL IS NOT THERE: WHAT NEEDS IT IS NOT TESTED. This is why:' \
      "$(<"$dir/$1.unavailable")" '' >&2
    [[ ${SESSIONSTORE_REQUIRE_MYSQL:-0} != 1 ]] || die "SESSIONSTORE_REQUIRE_MYSQL=1 asks for it"
    return 1
  fi
}

start_mysql() {
  ! is_up mysql || return 0
  have_mysql mysql || return 0
  make_tree_reachable
  start_server mysql
}

# restart_server NAME kill9|graceful|down|up
restart_server() {
  local name=$1 how=$2 attempt
  case $how in
    kill9 | down) kill_server "$name" KILL ;;
    graceful) kill_server "$name" TERM ;;
    up) ;;
    *) die "$how is none of kill9, graceful, down, up" ;;
  esac
  [[ $how != down ]] || return 0
  for attempt in 1 2 3 4 5; do
    ! pid_of "$name" >/dev/null || break
    ! run_server "$name" || break
    ((attempt < 5)) || die "$name does not start again:" "$(tail -n 20 "$dir/$name/log")"
    sleep 0.5
  done
  take_part "$name"
  describe "$name"
}

remove_server() {
  kill_server "$1" KILL
  rm -rf "${dir:?}/$1" "${home:?}/$1" "$dir/$1".{env,env.new,restart,unavailable}
  [[ -z $short ]] || rm -f "$short/$1.sock"*
}

remove_all() {
  local name
  # Where a start was killed before it had a home, nothing is there.
  home=${home:-$dir}
  for name in mariadb mysql {galera,group}{1,2,3}; do remove_server "$name"; done
  rm -rf "$home/tls" "$home/galera" "$home/tree" "$dir/short" "$dir/group.unavailable"
  [[ -z $short ]] || rm -rf "$short"
}
