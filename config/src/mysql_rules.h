#pragma once

#include <sessionstore/config/configuration.h>

#include <map>
#include <string>

#include "entry.h"

namespace sessionstore::config {

/// Lets the DSN, where there is one, take the place of the single fields that it speaks for: host,
/// port, socket, database, username always, password and tls where it names them.
void apply_dsn(Entries& entries);

/// Sets what follows from other keys: maxIdleConnections never above maxConnections, tls "true"
/// where a certificate is given.
void apply_mysql_defaults(Entries& entries);

/// Checks rules between keys that hold whichever provider is chosen.
void check_mysql_values(const Entries& entries);

/// Checks that the server can be reached with what is given: for the provider mysql.
void check_mysql_complete(const Entries& entries);

}  // namespace sessionstore::config
