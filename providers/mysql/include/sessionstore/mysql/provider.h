#pragma once

#include <sessionstore/clock.h>
#include <sessionstore/provider.h>
#include <sessionstore/sql/migration_runner.h>

#include <memory>
#include <span>

namespace sessionstore::mysql {

/// What a test or an embedding program may replace.
struct ProviderParts {
  /// The schema's history.
  std::span<const sql::EmbeddedMigration> migrations;
  /// The time for rows changed here.
  Clock clock;
};

/// The real ones.
ProviderParts default_parts();

/// Session history in a database on a MySQL server (8.0 or newer) or MariaDB (10.6 or newer),
/// shared by any number of machines.
///
/// Settings, all as text: `host` and `port` (3306), or `socket`; `database`, `username`,
/// `password`; `tls` ("true", the default beyond this machine: encrypted, and the server's
/// certificate is checked; "preferred", the default on it: encrypted where the server can;
/// "skip-verify": encrypted, not checked; "false"), `tlsCa`, `tlsCert`, `tlsKey` (PEM files),
/// `tlsFingerprint` (SHA-256 of the server's certificate, in place of authorities and name);
/// `maxConnections` (10), `maxIdleConnections` (5, at most `maxConnections`), `connectionTimeout`
/// (30 seconds: longest wait for a connection, dialling included, and for repeating what a vanished
/// server interrupted); `dialTimeout`, `readTimeout`, `writeTimeout` (milliseconds; 0: no limit;
/// reading has 120,000 unless told otherwise); `charset` (only "utf8mb4"), `collation`.
///
/// The database must exist; its tables are made by the first connection, and other tables in it
/// are never touched. OpenOptions::create is ignored. A value larger than the server's
/// max_allowed_packet is Error(constraint). The first use in a process must not race with another
/// library's first use of MySQL Connector/C++.
std::unique_ptr<Provider> make_provider(ProviderParts parts = default_parts());

}  // namespace sessionstore::mysql
