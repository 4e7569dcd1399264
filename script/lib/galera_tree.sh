# Galera: what makes a cluster of Debian's MariaDB, unpacked beside it, so that no service is installed or
# started. Needs common.sh and mysql_tree.sh.
# shellcheck shell=bash

galera_tree="$cache/galera"

# fetch_galera_tree: the packages that fit the server that is installed. Does nothing where they are there.
fetch_galera_tree() {
  local work version package
  version=$(dpkg-query -W -f='${Version}' mariadb-server-core)
  [[ ! -f $galera_tree/version || $(<"$galera_tree/version") != "$version" ]] || return 0
  for package in rsync lsof; do
    command -v "$package" >/dev/null || die "$package is missing: apt-get install rsync lsof"
  done
  umask 022
  mkdir -p "$cache"
  work=$(mktemp -d "$galera_tree.new.XXXXXX")
  # shellcheck disable=SC2064  # the name is wanted as it is now
  trap "rm -rf ${work@Q}" RETURN
  (cd "$work" && apt-get -q -o APT::Sandbox::User=root -o Acquire::Retries=3 \
    download galera-4 "mariadb-server=$version" >log 2>&1) ||
    die "Galera's packages could not be fetched:" "$(<"$work/log")"
  for package in "$work"/*.deb; do dpkg-deb -x "$package" "$work/tree"; done
  printf '%s\n' "$version" >"$work/tree/version"
  rm -rf "$galera_tree"
  mv -T "$work/tree" "$galera_tree"
}
