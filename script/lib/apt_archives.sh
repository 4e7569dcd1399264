# Where this system's packages come from, as its own sources say.
# shellcheck shell=bash

# apt_archives [options...]: address, origin and label of each archive in this system's sources. apt
# reads them itself, whichever of the two formats they have.
apt_archives() {
  # shellcheck disable=SC2016  # these are apt's own variables
  apt-get indextargets "$@" --format '$(REPO_URI)|$(ORIGIN)|$(LABEL)' 'Created-By: Packages'
}

# debian_mirrors: the addresses of Debian's main archive in this system's sources, one a line.
debian_mirrors() {
  local known
  known=$(apt_archives | awk -F'|' '$2 == "Debian" && $3 == "Debian" && !seen[$1]++ { print $1 }')
  # Before the first `apt-get update` the origin is not known, and the address has to tell.
  [[ -n $known ]] || known=$(apt_archives --no-release-info |
    awk -F'|' '$1 ~ /^(https?|file|mirror[+a-z]*):.*\/debian\/?$/ && !seen[$1]++ { print $1 }')
  [[ -z $known ]] || printf '%s\n' "$known"
}
