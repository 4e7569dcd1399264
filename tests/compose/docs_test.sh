#!/usr/bin/env bash
# Runs every SQL statement of the manuals on the servers that `script/servers start DIR` runs. A line that
# ends on "-- MySQL" or "-- MariaDB" is for that server only.
#
# usage: docs_test.sh DIR
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
directory=$1
# Of its own, whatever other tests do with these servers at the same time.
database=docs_test_$$

# shellcheck disable=SC2016  # the backticks are Markdown's
# statements_of SERVER: what stands in ```sql blocks, with other names and a password.
statements_of() {
  local other=MySQL
  [[ $1 == mysql ]] && other=MariaDB
  sed -n '/^```sql$/,/^```$/p' "$root/docs/team-mysql.md" "$root/docs/troubleshooting.md" |
    grep -Ev "^\`\`\`|-- $other([ ,].*)?$" |
    sed -E "s/\bopencode\b/$database/g; s/'\.\.\.'/'Secret1'/g; s/\bsessionstore_writer\b/${database}_role/g
      s/'(alice|migrator|backup)'/'${database}_\1'/g; s/''alice''/''${database}_alice''/g
      s/^CREATE DATABASE/& IF NOT EXISTS/"
}

code=0
for server in mariadb mysql; do
  if [[ ! -f $directory/$server.env ]]; then
    [[ -f $directory/$server.unavailable ]] || exit 1
    printf 'NOT TRIED: %s, which could not be had\n' "$server" >&2
    continue
  fi
  socket=$(sed -n 's/^socket=//p' "$directory/$server.env")
  client=(mariadb --no-defaults --user=root --socket="$socket")
  statements=$(statements_of "$server")
  (($(grep -c ';' <<<"$statements") >= 25)) || {
    printf 'FAILED: the statements were not found in the manuals\n' >&2
    exit 1
  }
  "${client[@]}" -e "CREATE DATABASE $database; CREATE TABLE $database.ss_session (id INT);
    CREATE TABLE $database.ss_migration (id INT)"
  "${client[@]}" <<<"$statements" >/dev/null || {
    printf 'FAILED: the manuals'\'' SQL on %s\n' "$server" >&2
    code=1
  }
  # What that one prints is to be run as well.
  "${client[@]}" -BN <<<"$(grep -A2 '^SELECT CONCAT' <<<"$statements")" | "${client[@]}" || code=1
  "${client[@]}" -e "DROP DATABASE $database; DROP ROLE ${database}_role;
    DROP USER '${database}_alice'@'%', '${database}_migrator'@'%', '${database}_backup'@'%'"
done
exit "$code"
