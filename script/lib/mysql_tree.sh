# Oracle's MySQL, unpacked: its packages of Debian unstable with all that they need, down to libc, so
# that it runs on an older system and changes nothing there. Needs common.sh, apt_archives.sh.
# shellcheck shell=bash

cache="${XDG_CACHE_HOME:-$HOME/.cache}/sessionstore"
mysql_tree="$cache/mysql-server"

# apt_in DIRECTORY ARGUMENTS...: apt-get with sources of its own, to which no package is installed yet,
# so that it resolves every dependency. A mirror may lag behind the date that unstable's index is good for:
# its packages are signed all the same, and a server for tests need not be the newest.
apt_in() {
  local place=$1
  shift
  timeout 900 apt-get -q -y -o Dir::Etc::sourcelist="$place/sources.list" \
    -o Dir::Etc::sourceparts=/dev/null -o Dir::Etc::preferences=/dev/null \
    -o Dir::Etc::preferencesparts=/dev/null -o Dir::State="$place/state" \
    -o Dir::State::Lists="$place/lists" -o Dir::State::status="$place/state/status" \
    -o Dir::Cache="$place/cache" -o APT::Sandbox::User=root -o APT::Default-Release= \
    -o Acquire::Languages=none -o Acquire::Retries=2 -o Acquire::http::Timeout=20 \
    -o Acquire::https::Timeout=20 -o Acquire::Check-Valid-Until=false "$@" </dev/null
}

# download_packages MIRROR DIRECTORY
download_packages() {
  local keys=/usr/share/keyrings/debian-archive-keyring.gpg options
  options="arch=$(dpkg --print-architecture)"
  [[ ! -f $keys ]] || options+=" signed-by=$keys"
  rm -rf "$2/state" "$2/lists" "$2/cache"
  mkdir -p "$2/state" "$2/lists/partial" "$2/cache/archives/partial"
  : >"$2/state/status"
  printf 'deb [%s] %s sid main\n' "$options" "$1" >"$2/sources.list"
  # Without a network `update` only warns; `install` fails.
  apt_in "$2" update && apt_in "$2" --no-install-recommends --download-only install mysql-server-core
}

# unpack_packages DIRECTORY TREE: only what the server itself uses.
unpack_packages() {
  local package
  for package in "$1"/cache/archives/*.deb; do
    [[ ${package##*/} == perl* || ${package##*/} == libperl* ]] || dpkg-deb -x "$package" "$2"
  done
  find "$2/usr" -mindepth 1 -maxdepth 1 ! -name 'lib*' ! -name sbin ! -name share -exec rm -rf {} +
  find "$2/usr/share" -mindepth 1 -maxdepth 1 ! -name mysql -exec rm -rf {} +
  dpkg-deb -f "$1"/cache/archives/mysql-server-core_*.deb Version >"$2/version"
}

# mysqld_of TREE: sets mysqld to the words that run its server, with the libraries that came with it.
mysqld_of() {
  local loaders=("$1"/usr/lib*/ld-linux*.so.*) libraries=("$1"/usr/lib/*/libc.so.6)
  mysqld=("${loaders[0]}" --library-path "${libraries[0]%/*}" "$1/usr/sbin/mysqld" --no-defaults
    --basedir="$1/usr" --lc-messages-dir="$1/usr/share/mysql"
    --character-sets-dir="$1/usr/share/mysql/charsets" --plugin-dir="$1/usr/lib/mysql/plugin")
}

# fetch_into DIRECTORY: the tree is its subdirectory `tree`. Says why not, and fails.
fetch_into() {
  local mirror mirrors mysqld
  mapfile -t mirrors < <(debian_mirrors)
  ((${#mirrors[@]})) || die "apt's sources name no mirror of Debian, where MySQL's packages are"
  for mirror in "${mirrors[@]}"; do
    say "Fetching MySQL from $mirror (about 70 MB, once)"
    download_packages "$mirror" "$1" >"$1/log" 2>&1 || {
      grep -E '^(E|W|Err):' "$1/log" | head -n 5 >&2 || true
      continue
    }
    unpack_packages "$1" "$1/tree"
    mysqld_of "$1/tree"
    "${mysqld[@]}" --version >"$1/log" 2>&1 && return
    die "MySQL $(<"$1/tree/version") does not run on this system:" "$(tail -n 5 "$1/log")"
  done
  die "MySQL's packages could not be fetched: apt's messages are above"
}

# fetch_mysql_tree: does nothing where it is there. What a killed fetch leaves does not count; of two at
# once the second waits for the first.
fetch_mysql_tree() {
  [[ ! -f $mysql_tree/version ]] || return 0
  local tool lock work
  for tool in apt-get dpkg dpkg-deb flock; do
    command -v "$tool" >/dev/null || die "MySQL comes from Debian's packages, and $tool is missing"
  done
  umask 022
  mkdir -p "$cache"
  exec {lock}>"$mysql_tree.lock"
  flock "$lock"
  [[ ! -f $mysql_tree/version ]] || return 0
  rm -rf "$mysql_tree" "$mysql_tree".new.*
  work=$(mktemp -d "$mysql_tree.new.XXXXXX")
  # shellcheck disable=SC2064  # the name is wanted as it is now
  trap "rm -rf ${work@Q}" EXIT
  fetch_into "$work"
  mv -T "$work/tree" "$mysql_tree"
}
