# How MariaDB and MySQL differ to those who start them. Needs common.sh, mysql_tree.sh,
# server_process.sh and the variables of servers.sh. Of clusters, clusters.sh knows more.
#
# A server's NAME is its kind, or its kind and a number: mariadb, mysql, galera1, group3.
# shellcheck shell=bash

kind_of() { printf '%s\n' "${1%%[0-9]*}"; }

# service_of NAME: the one of docker-compose.yml that it is like.
service_of() {
  case $1 in
    mariadb | galera*) echo mariadb ;;
    *) echo mysql ;;
  esac
}

# compose NAME command|environment: what docker-compose.yml says of that server.
compose() {
  /usr/bin/python3 "$root/script/lib/compose_service.py" "$root/docker-compose.yml" "$@"
}

# common_options NAME: sets options to those of docker-compose.yml and, after them, the tests' own.
common_options() {
  mapfile -t options < <(compose "$(service_of "$1")" command)
  ((${#options[@]})) || die "docker-compose.yml could not be read: is python3-yaml installed?"
  # Commits are written, and not flushed to the disk: killing a server loses nothing, a power cut would.
  options+=(--innodb-flush-log-at-trx-commit=2 --sync-binlog=0 --innodb-buffer-pool-size=64M
    --datadir="$home/$1/data" --tmpdir="$home/$1/tmp")
}

# network_options NAME PORT: sets network.
network_options() {
  network=(--socket="$short/$1.sock" --bind-address=127.0.0.1 --port="$2" --ssl-ca="$home/tls/ca.pem"
    --ssl-cert="$home/tls/server.pem" --ssl-key="$home/tls/server-key.pem")
}

mariadb_version() {
  mariadbd --no-defaults --version | sed -E 's/.*Ver ([^ ]+).*/\1/'
}

mysql_version() {
  cat "$mysql_tree/version"
}

# mariadb_initialise NAME and mysql_initialise NAME: set command to what fills an empty data directory. The
# administrator is root without a password. --force: a machine need not be able to look up its own name
# or localhost, and no account that is used here is of either.
mariadb_initialise() {
  local options
  common_options "$1"
  command=(mariadb-install-db --no-defaults --force "${options[@]}" --innodb-log-file-size=32M
    --auth-root-authentication-method=normal --skip-test-db)
}

# mariadb_command NAME PORT and mysql_command NAME PORT: set command to what runs the server.
mariadb_command() {
  local options network
  common_options "$1"
  network_options "$1" "$2"
  command=(mariadbd --no-defaults "${options[@]}" --innodb-log-file-size=32M "${network[@]}")
}

# mysql_base NAME: sets base to what both commands of MySQL begin with.
mysql_base() {
  local options mysqld tree="$home/tree"
  [[ -d $tree ]] || tree=$mysql_tree
  common_options "$1"
  mysqld_of "$tree"
  base=("${mysqld[@]}" --secure-file-priv= --mysqlx=OFF --auto-generate-certs=OFF "${options[@]}"
    --innodb-redo-log-capacity=32M)
}

mysql_initialise() {
  local base
  mysql_base "$1"
  command=("${base[@]}" --initialize-insecure)
}

mysql_command() {
  local base network
  mysql_base "$1"
  network_options "$1" "$2"
  command=("${base[@]}" "${network[@]}")
}

# make_tree_reachable: where the servers' user cannot enter the cache, as below /root, another path.
make_tree_reachable() {
  ! "${as_server[@]}" test -x "$mysql_tree/usr/sbin/mysqld" || return 0
  [[ ! -d $home/tree ]] || return 0
  local copy="$home/tree.$BASHPID"
  # On another file system, what the first one began must go: a copy would be made inside of it.
  cp -al "$mysql_tree" "$copy" 2>/dev/null || {
    rm -rf "$copy"
    cp -a "$mysql_tree" "$copy"
  }
  # Another kind that is started at the same time may have been faster.
  mv -T "$copy" "$home/tree" 2>/dev/null || rm -rf "$copy"
}
