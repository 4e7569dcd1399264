# The real OpenCode, for tests: the program out of its npm package, in any version, each once in a cache.
# Needs common.sh.
# shellcheck shell=bash

opencode_cache="${XDG_CACHE_HOME:-$HOME/.cache}/sessionstore/opencode"

# opencode_versions: those that the tests run, one a line.
opencode_versions() { sed 's/#.*//; s/[[:space:]]*$//; /^$/d' "$root/tests/opencode/versions.txt"; }

# opencode_package: the one for this machine. Sets nothing, prints its name.
opencode_package() {
  case "$(uname -s)/$(uname -m)" in
    Linux/x86_64)
      # The ordinary build stops on a processor without AVX2 at its first instruction of that kind.
      if grep -qw avx2 /proc/cpuinfo; then
        printf 'opencode-linux-x64\n'
      else
        printf 'opencode-linux-x64-baseline\n'
      fi
      ;;
    Linux/aarch64) printf 'opencode-linux-arm64\n' ;;
    *) die "there is no OpenCode program for $(uname -s) on $(uname -m) that the tests know" ;;
  esac
}

# download_opencode PACKAGE VERSION DIRECTORY: npm knows the registry and checks what it got against the
# registry's SHA-512. Tries again where the network failed, and not where the answer was no.
download_opencode() {
  local try
  for try in 1 2 3; do
    timeout 900 npm pack "$1@$2" --pack-destination "$3" --cache "$3/npm" --loglevel error \
      --fetch-retries 2 --fetch-retry-mintimeout 2000 --fetch-retry-maxtimeout 20000 \
      </dev/null >"$3/log" 2>&1 && return
    ! grep -qE 'E404|ETARGET|EINTEGRITY|E40[13]' "$3/log" || return
    ((try == 3)) || say "npm could not fetch it; trying again"
  done
  return 1
}

# fetch_opencode VERSION: prints the path of the program. Quick where it is there. What a killed fetch
# leaves does not count; of two at once the second waits for the first.
fetch_opencode() {
  local version=$1 package lock work home="$opencode_cache/$1"
  [[ $version =~ ^[0-9]+(\.[0-9]+)+$ ]] || die "this is no version of OpenCode: $version"
  if [[ ! -x $home/opencode ]]; then
    command -v npm >/dev/null || die "OpenCode comes from its npm package, and npm is missing" \
      "script/test installs it; by hand: apt-get install --no-install-recommends npm"
    package=$(opencode_package)
    mkdir -p "$opencode_cache"
    exec {lock}>"$home.lock"
    flock "$lock"
    if [[ ! -x $home/opencode ]]; then
      rm -rf "$home" "$home".new.*
      work=$(mktemp -d "$home.new.XXXXXX")
      say "Fetching $package $version from npm (about 50 MB, once)"
      download_opencode "$package" "$version" "$work" || {
        tail -n 5 "$work/log" >&2
        rm -rf "$work"
        die "OpenCode $version could not be fetched: npm's messages are above"
      }
      unpack_opencode "$work" "$home"
    fi
    exec {lock}>&-
  fi
  printf '%s\n' "$home/opencode"
}

# missing_opencode: the tests' versions that are not in the cache.
missing_opencode() {
  local version versions
  mapfile -t versions < <(opencode_versions)
  for version in "${versions[@]}"; do
    [[ -x $opencode_cache/$version/opencode ]] || printf '%s\n' "$version"
  done
}

# unpack_opencode WORK HOME: the one archive in WORK. HOME is there whole or not at all.
unpack_opencode() {
  mkdir "$1/tree"
  tar -xzf "$1"/*.tgz -C "$1/tree" --strip-components=2 package/bin/opencode
  chmod 755 "$1/tree" "$1/tree/opencode"
  mv -T "$1/tree" "$2"
  rm -rf "$1"
}

# provide_opencode DIRECTORY: every version of the tests as DIRECTORY/VERSION/opencode.
provide_opencode() {
  local version versions path
  mapfile -t versions < <(opencode_versions)
  mkdir -p "$1"
  for version in "${versions[@]}"; do
    path=$(fetch_opencode "$version")
    ln -sfn "${path%/*}" "$1/$version"
  done
}
