#!/usr/bin/env bash
# docker-compose.yml and what it runs: read as docker-compose reads it, and tried on the real servers that
# `script/servers start DIR` runs with its options and its account. The images themselves are not tried.
#
# usage: compose_test.sh DIR
set -uo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
directory=$1
failures=0
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cp "$root/docker-compose.yml" "$work"

# check WHAT COMMAND...: reports it where the command fails.
check() {
  "${@:2}" && return
  printf 'FAILED: %s\n' "$1" >&2
  failures=$((failures + 1))
}

# fails COMMAND...
fails() { ! "$@" >/dev/null 2>&1; }

is() {
  [[ $1 == "$2" ]] || {
    printf '  is        %s\n  should be %s\n' "$1" "$2" >&2
    return 1
  }
}

# compose ARGUMENTS...: docker-compose, with the .env in $work if there is one, and nothing of this shell.
compose() {
  (cd "$work" && env -i PATH="$PATH" HOME="$HOME" docker-compose "$@")
}

# get KEY...: what is there in $config, which docker-compose printed; a list line by line. Ports and volumes as
# docker-compose.yml has them, and docker-compose 1: version 2 prints them with a line for each of their parts.
get() {
  /usr/bin/python3 -c '
import sys, yaml
def short(item):
    if isinstance(item, dict) and "published" in item:
        return "{host_ip}:{published}:{target}/{protocol}".format(**item)
    if isinstance(item, dict) and "source" in item:
        return "{source}:{target}:".format(**item) + ("ro" if item.get("read_only") else "rw")
    return item
value = yaml.safe_load(sys.argv[1])
for key in sys.argv[2:]:
    value = value.get(key) if isinstance(value, dict) else value[int(key)]
print(*map(short, value), sep="\n") if isinstance(value, list) else print(short(value))' "$config" "$@"
}

# The health check's command: what a shell in the container gets.
health_check_of() { get services "$1" healthcheck test 1 | sed 's/\$\$/$/g'; }

check_file() {
  check "docker-compose reads the file without .env" compose config -q
  config=$(compose --profile mariadb config)
  check "mysql's port is bound to this machine" is "$(get services mysql ports)" 127.0.0.1:3306:3306/tcp
  check "mariadb's too" is "$(get services mariadb ports)" 127.0.0.1:3307:3306/tcp
  check "mysql needs no profile" is "$(get services mysql profiles)" None
  check "mariadb has one" is "$(get services mariadb profiles)" mariadb
  local server
  for server in mysql mariadb; do
    check "$server keeps its data in a volume" is "$(get services $server volumes 0)" \
      "$server-data:/var/lib/mysql:rw"
    check "$server runs docker/init" is "$(get services $server volumes 1)" \
      "$work/docker/init:/docker-entrypoint-initdb.d:ro"
    check "$server starts by docker/start.sh" is "$(get services $server entrypoint)" \
      $'bash\n/sessionstore/start.sh'
    check "docker/start.sh is there" is "$(get services $server volumes 2)" \
      "$work/docker/start.sh:/sessionstore/start.sh:ro"
    check "$server knows who reaches it" is "$(get services $server environment SESSIONSTORE_BIND)" 127.0.0.1
    check "root logs in to $server in the container only" \
      is "$(get services $server environment MYSQL_ROOT_HOST)" localhost
    check "$server's image makes no account with every right" \
      is "$(get services $server environment MYSQL_USER)" None
    check "no password stands in $server's health check" fails grep -qE "opencode|secure" <<<"$(health_check_of $server)"
  done
  without=$config

  cp "$root/.env.example" "$work/.env"
  config=$(compose --profile mariadb config)
  check ".env.example says what goes without it" is "$config" "$without"

  sed -i 's/^SESSIONSTORE_BIND=.*/SESSIONSTORE_BIND=0.0.0.0/; s/PASSWORD=.*/&2/' "$work/.env"
  config=$(compose config)
  check "one line of .env opens the port" is "$(get services mysql ports)" 0.0.0.0:3306:3306/tcp
  check "the server is told of it" is "$(get services mysql environment SESSIONSTORE_BIND)" 0.0.0.0
  check "the password is .env's" \
    is "$(get services mysql environment SESSIONSTORE_PASSWORD)" secure_password2
  check "root's password is .env's" \
    is "$(get services mysql environment MYSQL_ROOT_PASSWORD)" opencode-root2
  config=$without
}

# starts BIND PASSWORD: whether docker/start.sh starts the image's server, in whose place echo stands.
starts() {
  mkdir -p "$work/bin"
  printf '#!/bin/sh\necho "started $*"\n' >"$work/bin/docker-entrypoint.sh"
  chmod +x "$work/bin/docker-entrypoint.sh"
  is "$(env -i PATH="$work/bin:$PATH" SESSIONSTORE_BIND="$1" SESSIONSTORE_PASSWORD="$2" \
    bash "$root/docker/start.sh" --a "b c")" "started --a b c" 2>/dev/null
}

check_start() {
  local bind password
  for bind in 127.0.0.1 127.0.0.2 ::1 '[::1]' localhost; do
    check "the usual password goes on $bind" starts "$bind" secure_password
  done
  for bind in 0.0.0.0 :: '[::]' 192.168.1.7 host.example.com 1127.0.0.1; do
    for password in secure_password opencode; do
      check "$password is refused on $bind" fails starts "$bind" "$password"
    done
    check "another one goes on $bind" starts "$bind" 'x y'
  done
}

# value SERVER KEY: from its .env file.
value() { sed -n "s/^$2=//p" "$directory/$1.env"; }

# as USER PASSWORD SERVER SQL [arguments...]: what it answers, bare.
as() {
  MYSQL_PWD=$2 mariadb --no-defaults -BN --protocol=tcp -h 127.0.0.1 -P "$(value "$3" port)" -u "$1" \
    --default-character-set=utf8mb4 "${@:5}" -e "$4"
}
as_root() { as root '' "$@"; }
as_user() { as "$(value "$1" user)" "${password:-$(value "$1" password)}" "$@"; }

# health_check SERVER: the very command of docker-compose.yml.
health_check() {
  SESSIONSTORE_USER=$(value "$1" user) SESSIONSTORE_DATABASE=$(value "$1" database) \
    SESSIONSTORE_PASSWORD=${password:-$(value "$1" password)} MYSQL_TCP_PORT=$(value "$1" port) \
    sh -c "$(health_check_of "$1")" >/dev/null
}

# All that sessionstore does with its account.
what_it_needs="
  CREATE TABLE IF NOT EXISTS compose_test (id VARBINARY(255) PRIMARY KEY, t LONGTEXT) ENGINE = InnoDB;
  ALTER TABLE compose_test ADD COLUMN n BIGINT NOT NULL DEFAULT 0;
  CREATE INDEX compose_test_n ON compose_test (n);
  START TRANSACTION;
  INSERT INTO compose_test VALUES ('a', '🚀', 1);
  SELECT t FROM compose_test WHERE n = 1 FOR UPDATE;
  UPDATE compose_test SET n = 2;
  DELETE FROM compose_test;
  COMMIT"

check_server() {
  local name=$1 charsets
  charsets="SELECT @@character_set_server, @@character_set_database, @@collation_server, @@collation_database"
  check "$name: it runs with docker-compose's options" is "$(get services "$name" command)" \
    "$(/usr/bin/python3 "$root/script/lib/compose_service.py" "$root/docker-compose.yml" "$name" command)"
  check "$name: max_allowed_packet" is "$(as_user "$name" 'SELECT @@max_allowed_packet')" 1073741824
  check "$name: max_connections" is "$(as_user "$name" 'SELECT @@max_connections')" 500
  check "$name: character set and collation" is \
    "$(as_user "$name" "$charsets" opencode)" $'utf8mb4\tutf8mb4\tutf8mb4_bin\tutf8mb4_bin'
  check "$name: the health check passes" health_check "$name"
  password=wrong check "$name: no log-in with a wrong password" fails as_user "$name" 'SELECT 1'
  password=wrong check "$name: the health check notices that nobody can log in" fails health_check "$name"
  check_rights "$name"
  check "$name: names and passwords that mean something to SQL" check_odd_names "$name"
}

check_rights() {
  local name=$1
  check "$name: the account can do what it needs" is "$(as_user "$name" "$what_it_needs" opencode)" 🚀
  as_root "$name" "CREATE DATABASE other_team; CREATE TABLE other_team.t (i INT)"
  local forbidden=(
    "DROP TABLE opencode.compose_test"
    "CREATE USER x IDENTIFIED BY 'x'"
    "GRANT SELECT ON opencode.* TO root@localhost"
    "SELECT * FROM mysql.user"
    "CREATE DATABASE x"
    "SELECT * FROM other_team.t"
    "INSERT INTO other_team.t VALUES (1)"
    "CREATE TABLE other_team.u (i INT)"
    "SELECT 1 INTO OUTFILE '/tmp/sessionstore-compose-test'"
    "SET GLOBAL max_connections = 1"
  )
  local statement answer
  for statement in "${forbidden[@]}"; do
    answer=$(as_user "$name" "$statement" 2>&1)
    check "$name: the account must not: $statement" grep -qE '^ERROR (1044|1045|1142|1227) ' <<<"$answer"
  done
  as_root "$name" "DROP DATABASE other_team; DROP TABLE opencode.compose_test"
}

# check_odd_names SERVER: leaves nothing behind.
check_odd_names() (
  server=$1
  SESSIONSTORE_DATABASE='odd_`name' SESSIONSTORE_USER="o'dd" SESSIONSTORE_PASSWORD="it's \\ \"x\"; --"
  docker_process_sql() { as_root "$server" "$(cat)" "$@"; }
  odd() { as "$SESSIONSTORE_USER" "$SESSIONSTORE_PASSWORD" "$server" "$@"; }
  source "$root/docker/init/account.sh" &&
    odd 'CREATE TABLE t (i INT)' "$SESSIONSTORE_DATABASE" &&
    as_root "$server" "CREATE DATABASE \`oddX\`\`name\`" &&
    fails odd 'CREATE TABLE t (i INT)' 'oddX`name'
  code=$?
  as_root "$server" "DROP DATABASE IF EXISTS \`odd_\`\`name\`; DROP DATABASE IF EXISTS \`oddX\`\`name\`;
    DROP USER IF EXISTS 'o\\'dd'@'%'"
  exit "$code"
)

check_file
check_start
for server in mariadb mysql; do
  if [[ -f $directory/$server.env ]]; then
    check_server "$server"
  elif [[ -f $directory/$server.unavailable ]]; then
    printf 'NOT TRIED: %s, which could not be had\n' "$server" >&2
  else
    check "there is a server $server: script/servers start $directory" false
  fi
done
((failures == 0))
