# A bare Debian in a directory, and the project's two commands in it. Needs common.sh, build.sh, apt_archives.sh.
# shellcheck shell=bash

# make_system SUITE DIR: with git, certificates and a clone of the last commit.
make_system() {
  local directory=$2 mirrors
  mapfile -t mirrors < <(debian_mirrors)
  ((${#mirrors[@]})) || die "apt's sources name no mirror of Debian"
  mkdir -p "$directory"
  quietly debootstrap --variant=minbase --include=git,ca-certificates "$1" "$directory" "${mirrors[0]}"
  rm -f "$directory/etc/hosts"
  # What this machine needs to reach the network, the other one needs too.
  cp -L /etc/resolv.conf "$directory/etc/resolv.conf"
  cp -L /etc/ssl/certs/ca-certificates.crt "$directory/etc/ssl/certs/ca-certificates.crt"
  git -c safe.directory="$root" clone -q "$root" "$directory/root/sessionstore"
}

# network_settings: the variables that say how to reach the network, NAME=VALUE a line.
network_settings() {
  env | grep -iE '^(https?_proxy|no_proxy|npm_config_[a-z_]+|NODE_EXTRA_CA_CERTS|SSL_CERT_FILE)=' || true
}

# mount_there DIR: what a system has mounted, and no more devices than it needs.
mount_there() {
  local device devices="$1/dev"
  mount --make-rprivate /
  mount -t proc proc "$1/proc"
  mount -t tmpfs -o size=4g,mode=1777 tmp "$1/tmp"
  mount -t tmpfs -o size=1m,mode=755 dev "$devices"
  for device in null zero full random urandom tty; do
    touch "$devices/$device"
    mount --bind "/dev/$device" "$devices/$device"
  done
  mkdir "$devices/pts" "$devices/shm"
  mount -t devpts -o newinstance,ptmxmode=0666,mode=620 devpts "$devices/pts"
  mount -t tmpfs -o size=64m,mode=1777 shm "$devices/shm"
  ln -s pts/ptmx "$devices/ptmx"
  ln -s /proc/self/fd "$devices/fd"
}

# run_there DIR ARGUMENTS...: in namespaces of its own, so that whatever it mounts and starts ends with it.
run_there() {
  local directory=$1 settings
  shift
  mapfile -t settings < <(network_settings)
  # shellcheck disable=SC2016  # for the shell that is called
  env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root CI=true "${settings[@]}" \
    unshare --mount --uts --pid --fork --kill-child "$BASH" -c '
      set -euo pipefail
      source "$1/script/lib/common.sh"
      source "$1/script/lib/fresh_debian.sh"
      hostname nobody-knows-this-name
      mount_there "$2"
      exec setsid --wait chroot "$2" /root/sessionstore/script/lib/fresh_debian_inside "${@:3}"' \
    - "$root" "$directory" "$@" </dev/null | cat
}
