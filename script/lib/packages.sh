# Installs what packages.txt lists. Needs common.sh.
# shellcheck shell=bash

# packages_of SET...: their packages, one a line.
packages_of() {
  local set
  for set in "$@"; do
    awk -v set="$set" '$1 == set { print $2 }' "$root/script/packages.txt"
  done
}

# missing_packages PACKAGE...: those that are not installed, one a line. Needs no root, no network.
missing_packages() {
  local installed package
  # dpkg-query fails where a name is unknown to it, and still prints the others.
  installed=$(dpkg-query -W -f='${Package} ${db:Status-Status}\n' "$@" 2>/dev/null || true)
  for package in "$@"; do
    grep -qxF "$package installed" <<<"$installed" || printf '%s\n' "$package"
  done
}

# as_root COMMAND...: directly for root, else with sudo.
as_root() {
  if ((EUID == 0)); then "$@"; else sudo "$@"; fi
}

# apt_get COMMAND...: apt-get that asks nothing and waits for another one that is running.
apt_get() {
  as_root env DEBIAN_FRONTEND=noninteractive \
    apt-get -q -y -o DPkg::Lock::Timeout=600 -o Acquire::Retries=3 "$@" </dev/null
}

# Whether apt's lists, as they are, know how to install these.
apt_lists_know() {
  apt-get -q -s --no-install-recommends install "$@" >/dev/null 2>&1
}

# install_with_apt PACKAGE...: with apt's lists as they are, else with newer ones, else (where a list is
# damaged and apt takes it for current) with lists of our own.
install_with_apt() {
  apt_lists_know "$@" && apt_get install --no-install-recommends "$@" && return
  say "Updating the package lists"
  # One broken third-party source fails the whole update; what counts is whether the install works.
  apt_get update || say "The update failed in part; going on with what it brought"
  apt_get install --no-install-recommends "$@" && return
  say "Trying again with new package lists"
  local lists options code=0
  lists=$(mktemp -d)
  chmod a+rx "$lists"
  options=(-o Dir::State::Lists="$lists" -o Dir::Cache::pkgcache= -o Dir::Cache::srcpkgcache=)
  apt_get "${options[@]}" update || true
  apt_get "${options[@]}" install --no-install-recommends "$@" || code=$?
  as_root rm -rf "$lists"
  return "$code"
}

# install_packages SET...: does nothing, quickly, where nothing is missing.
install_packages() {
  local packages missing
  mapfile -t packages < <(packages_of "$@")
  if ! command -v dpkg-query >/dev/null || ! command -v apt-get >/dev/null; then
    install_elsewhere "${packages[@]}"
    return
  fi
  mapfile -t missing < <(missing_packages "${packages[@]}")
  ((${#missing[@]})) || return 0

  local by_hand="apt-get install --no-install-recommends ${missing[*]}"
  if ((EUID != 0)) && ! command -v sudo >/dev/null; then
    die "these packages are missing, and you are neither root nor have sudo: ${missing[*]}" \
      "Ask an administrator to run:" "$by_hand"
  fi
  as_root true </dev/null || die "these packages are missing, and sudo refuses you: ${missing[*]}" \
    "Ask an administrator to run:" "$by_hand"
  say "Installing ${missing[*]}"
  install_with_apt "${missing[@]}" >&2 ||
    die "apt could not install ${missing[*]}" \
      "Its messages are above. The packages are in Debian's main archive, of 12 and 13: check that a file in" \
      "/etc/apt/sources.list.d names it and that it can be reached, then run this script again," \
      "or install them by hand: $by_hand"
}

# install_npm: Debian's package, unless there is an npm already, from wherever.
install_npm() {
  command -v npm >/dev/null || install_packages npm
}

# On a system without apt nothing is installed: CMake will say what it does not find.
install_elsewhere() {
  command -v cmake >/dev/null && command -v ninja >/dev/null && return
  die "this script installs packages on Debian and its relatives only" \
    "Please install what is called there: $*" "and run it again."
}
