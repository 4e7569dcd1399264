#!/bin/bash
# Starts the server as its image does, but not where others could reach it with the password that stands in
# docker-compose.yml for everybody to read.
#
# In: SESSIONSTORE_BIND, SESSIONSTORE_PASSWORD. The arguments are the server's.
set -eu

# is_this_machine ADDRESS
is_this_machine() {
  case $1 in
    127.* | ::1 | '[::1]' | localhost) return 0 ;;
    *) return 1 ;;
  esac
}

# everybody_knows PASSWORD: docker-compose.yml's own, of today and of before.
everybody_knows() {
  case $1 in
    secure_password | opencode) return 0 ;;
    *) return 1 ;;
  esac
}

if ! is_this_machine "$SESSIONSTORE_BIND" && everybody_knows "$SESSIONSTORE_PASSWORD"; then
  printf '%s\n' \
    "SESSIONSTORE_BIND=$SESSIONSTORE_BIND opens the server to others, and its password is the one that everybody knows." \
    "Put another SESSIONSTORE_PASSWORD into .env before the first start; docs/team-mysql.md says how to change it later." >&2
  exit 1
fi
exec docker-entrypoint.sh "$@"
