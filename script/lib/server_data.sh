# What the tests' servers hold, and how tests find them. Needs common.sh, server_kinds.sh,
# server_process.sh and the variables of servers.sh.
# shellcheck shell=bash

# data_template NAME COMMAND...: where the cache has what that command makes. It depends on no directory.
data_template() {
  local name=$1 sum
  shift
  sum=$(printf '%s\n' "${@//"$home"/}" | sed "s|^\(--.*=\)/$name/|\1/|" | cksum)
  name=$(service_of "$name")
  printf '%s\n' "$cache/$name-data-$("${name}_version")-$(id -u)-${sum%% *}"
}

# fill_data NAME: a data directory that was never used. Making one takes seconds, copying it does not.
fill_data() {
  local name=$1 data="$home/$1/data" command template
  "$(service_of "$name")_initialise" "$name"
  template=$(data_template "$name" "${command[@]}")
  if [[ -d $template ]] && cp -a --sparse=always "$template" "$data" 2>/dev/null; then
    touch "$template" 2>/dev/null || true
    return
  fi
  rm -rf "$data"
  mkdir -p "$data"
  give_to_servers "$data"
  launch "$name" "${command[@]}" &
  wait $! || die "$name's data directory could not be made:" "$(tail -n 20 "$dir/$name/log")"
  # Two servers with one identity would be hard to tell apart.
  rm -f "$data/auto.cnf"
  # Without a cache that can be written it goes on, more slowly.
  keep_template "$data" "$template" 2>/dev/null || true
}

# keep_template DATA TEMPLATE: whole or not at all. What nobody has used for a month goes: other versions,
# other options, and copies that were not completed.
keep_template() {
  local copy="${2%/*}/.${2##*/}.$BASHPID"
  mkdir -p "${2%/*}"
  find "${2%/*}" -mindepth 1 -maxdepth 1 -name '*-data-*' -mtime +30 -exec rm -rf {} +
  if cp -a --sparse=always "$1" "$copy" && mv -T "$copy" "$2"; then return; fi
  rm -rf "$copy"
}

# create_accounts NAME: the administrator by TCP too; and what docker/init makes, as it makes it.
create_accounts() (
  client "$1" <<'END'
CREATE USER IF NOT EXISTS root@127.0.0.1;
GRANT ALL ON *.* TO root@127.0.0.1 WITH GRANT OPTION;
END
  while IFS= read -r variable; do export "${variable?}"; done < <(compose "$(service_of "$1")" environment)
  server=$1
  # shellcheck disable=SC2317  # docker/init calls it
  docker_process_sql() { client "$server" "$@"; }
  source "$root/docker/init/account.sh"
)

# describe NAME: writes its .env file.
describe() {
  local name=$1 account
  account=$(compose "$(service_of "$name")" environment | sed -En 's/^SESSIONSTORE_(DATABASE|USER|PASSWORD)=/\L\1=/p')
  cat >"$dir/$name.env.new" <<END
version=$(client "$name" -Ne 'SELECT VERSION()')
host=127.0.0.1
port=$(<"$dir/$name/port")
socket=$short/$name.sock
root_user=root
$account
ca=$home/tls/ca.pem
other_ca=$home/tls/other-ca.pem
server_cert=$home/tls/server.pem
server_key=$home/tls/server-key.pem
client_cert=$home/tls/client.pem
client_key=$home/tls/client-key.pem
fingerprint=$(fingerprint_of "$home/tls/server.pem")
pid=$(pid_of "$name")
datadir=$home/$name/data
restart=$dir/$name.restart
END
  mv "$dir/$name.env.new" "$dir/$name.env"
}

# write_restart_script NAME
write_restart_script() {
  printf '#!/usr/bin/env bash\n# %s\nexec %q restart %q %q "$@"\n' \
    "kill9 (which is what it does without being told), graceful, down or up" \
    "$root/script/servers" "$dir" "$1" >"$dir/$1.restart"
  chmod +x "$dir/$1.restart"
}
