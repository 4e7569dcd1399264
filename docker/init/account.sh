#!/bin/bash
# The database, and an account that may do in it what sessionstore does, and nothing else. The images of
# MySQL and MariaDB run this once, when their data volume is new; script/servers does so for the tests.
#
# In: SESSIONSTORE_DATABASE, SESSIONSTORE_USER, SESSIONSTORE_PASSWORD, and the images' function
# docker_process_sql, which runs SQL from standard input as root. So this file must not be executable:
# the images source it then.

# literal TEXT: as a string in SQL.
literal() {
  local text=${1//\\/\\\\}
  printf "'%s'" "${text//\'/\\\'}"
}

# name TEXT: as a database's name in SQL.
name() {
  printf '\140%s\140' "${1//\`/\`\`}"
}

# granted_name TEXT: the same for GRANT, which takes `_` and `%` for wildcards.
granted_name() {
  local text=${1//\\/\\\\}
  text=${text//_/\\_}
  name "${text//%/\\%}"
}

# What the rights are for: the first four for sessions, the others for `sessionstore migrate up`, which
# every command does where it is due.
account_sql() {
  local database=$SESSIONSTORE_DATABASE user
  user="$(literal "$SESSIONSTORE_USER")@'%'"
  cat <<END
CREATE DATABASE IF NOT EXISTS $(name "$database") CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
CREATE USER $user IDENTIFIED BY $(literal "$SESSIONSTORE_PASSWORD");
GRANT SELECT, INSERT, UPDATE, DELETE, CREATE, ALTER, INDEX ON $(granted_name "$database").* TO $user;
END
}

account_sql | docker_process_sql --database=mysql
