# Clusters of three servers on this machine: Galera, of MariaDB, and Group Replication, of MySQL. Needs
# galera_tree.sh, server_kinds.sh, server_process.sh, server_data.sh, servers.sh.
#
# Both have shorter time-outs than by default, so that a test meets more failures in its time: a node that
# says nothing for 2 s (Galera) or 5 s (Group Replication) is left behind.
# shellcheck shell=bash

readonly cluster_numbers=(1 2 3)

# prepare_nodes KIND: directories, data and ports for three. A port's neighbours are for what Galera listens on
# besides: 10, 20 and 30 above.
prepare_nodes() {
  local number base=$((20000 + SRANDOM % 300 * 40))
  for number in "${cluster_numbers[@]}"; do
    prepare_server "$1$number"
    printf '%s\n' $((base + number)) >"$dir/$1$number/port"
  done
}

# addresses KIND DISTANCE: of the three, that far above their ports.
addresses() {
  local number list=()
  for number in "${cluster_numbers[@]}"; do
    list+=("127.0.0.1:$(($(<"$dir/$1$number/port") + $2))")
  done
  (IFS=, && printf '%s\n' "${list[*]}")
}

galera_command() {
  local name=$1 port=$2
  mariadb_command "$name" "$port"
  # The server looks for the scripts that copy its data there.
  command=(env PATH="$home/galera/bin:$PATH" "${command[@]}"
    --binlog-format=ROW --innodb-autoinc-lock-mode=2 --wsrep-on=ON
    --wsrep-provider="$home/galera/libgalera_smm.so" --wsrep-cluster-name=sessionstore
    --wsrep-cluster-address="gcomm://$(addresses galera 10)" --wsrep-node-name="$name"
    --wsrep-node-address=127.0.0.1 --wsrep-sst-method=rsync
    --wsrep-sst-receive-address="127.0.0.1:$((port + 30))"
    --wsrep-provider-options="base_host=127.0.0.1;base_port=$((port + 10));gmcast.listen_addr=tcp://127.0.0.1:$((port + 10));ist.recv_addr=127.0.0.1:$((port + 20));evs.keepalive_period=PT0.5S;evs.suspect_timeout=PT2S;evs.inactive_timeout=PT6S")
}

group_command() {
  local name=$1 port=$2
  mysql_command "$name" "$port"
  command+=(--server-id="${name#group}" --report-host=127.0.0.1 --report-port="$port" --gtid-mode=ON
    --enforce-gtid-consistency=ON --plugin-load-add=group_replication.so
    --loose-group-replication-group-name=6f0c2c1e-5d0b-4b0e-9d35-0a5f3c1b7e11
    --loose-group-replication-start-on-boot=OFF --loose-group-replication-communication-stack=MYSQL
    --loose-group-replication-local-address="127.0.0.1:$port"
    --loose-group-replication-group-seeds="$(addresses group 0)"
    --loose-group-replication-ssl-mode=REQUIRED --loose-group-replication-recovery-use-ssl=ON
    --loose-group-replication-member-expel-timeout=0
    # Outside of its group, a server that took writes would keep them to itself.
    --super-read-only=ON)
}

# await_galera NAME: until it takes part.
await_galera() {
  local deadline=$((SECONDS + 120))
  until [[ $(client "$1" -Ne "SHOW STATUS LIKE 'wsrep_ready'" 2>/dev/null) == *ON ]]; do
    ((SECONDS < deadline)) || die "$1 does not join:" "$(tail -n 20 "$dir/$1/log")"
    sleep 0.1
  done
}

# join_group NAME: a node that was killed is still a member for a while, and is refused meanwhile.
join_group() {
  local deadline=$((SECONDS + 120)) state
  until state=$(client "$1" -Ne "SELECT member_state FROM performance_schema.replication_group_members
      WHERE member_id = @@server_uuid" 2>/dev/null) && [[ $state == ONLINE ]]; do
    ((SECONDS < deadline)) || die "$1 does not join:" "$(tail -n 20 "$dir/$1/log")"
    [[ $state == RECOVERING ]] ||
      client "$1" -e 'STOP GROUP_REPLICATION; START GROUP_REPLICATION' 2>/dev/null || true
    sleep 0.2
  done
}

# take_part NAME: what a server that has just been started does in its cluster, if it is of one.
take_part() {
  case $(kind_of "$1") in
    galera) await_galera "$1" ;;
    group) join_group "$1" ;;
  esac
}

start_galera() {
  local number
  fetch_galera_tree
  rm -rf "$home/galera"
  mkdir -p "$home/galera/bin"
  cp "$galera_tree"/usr/bin/wsrep_sst_* "$home/galera/bin"
  cp "$galera_tree/usr/lib/galera/libgalera_smm.so" "$home/galera"
  prepare_nodes galera
  run_server galera1 --wsrep-new-cluster || die "galera1 does not start:" "$(tail -n 20 "$dir/galera1/log")"
  await_galera galera1
  create_accounts galera1
  for number in 2 3; do
    run_server "galera$number" || die "galera$number does not start:" "$(tail -n 20 "$dir/galera$number/log")"
    await_galera "galera$number"
  done
  describe_nodes galera
}

start_group() {
  local number name
  have_mysql group || return 0
  make_tree_reachable
  prepare_nodes group
  for number in "${cluster_numbers[@]}"; do
    name=group$number
    run_server "$name" || die "$name does not start:" "$(tail -n 20 "$dir/$name/log")"
    client "$name" <<'END'
SET GLOBAL super_read_only = OFF;
SET SQL_LOG_BIN = 0;
CREATE USER replication@'%' IDENTIFIED BY 'between servers' REQUIRE SSL;
GRANT REPLICATION SLAVE, BACKUP_ADMIN, GROUP_REPLICATION_STREAM, CONNECTION_ADMIN ON *.* TO replication@'%';
SET SQL_LOG_BIN = 1;
CHANGE REPLICATION SOURCE TO SOURCE_USER = 'replication', SOURCE_PASSWORD = 'between servers'
  FOR CHANNEL 'group_replication_recovery';
SET GLOBAL super_read_only = ON;
END
    if ((number == 1)); then
      client "$name" -e 'SET GLOBAL group_replication_bootstrap_group = ON; START GROUP_REPLICATION;
        SET GLOBAL group_replication_bootstrap_group = OFF'
      create_accounts "$name"
    fi
    join_group "$name"
  done
  describe_nodes group
}

describe_nodes() {
  local number
  for number in "${cluster_numbers[@]}"; do
    write_restart_script "$1$number"
    describe "$1$number"
  done
}
