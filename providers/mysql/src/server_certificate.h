#pragma once

#include <chrono>
#include <string>

#include "mysql_settings.h"

namespace sessionstore::mysql {

/// Fingerprints of a certificate, in lower-case hexadecimal digits.
struct CertificatePrints {
  std::string sha256;
  std::string sha1;  ///< what libmariadb can hold a server to; never what a user is asked to trust
};

/// Asks a server for the certificate that it would show, and leaves before anything of a log-in is
/// sent. Who can show a certificate need not own it: that a log-in has to find out. Throws
/// ::sql::SQLException, with 2026 where the server does not do TLS. Thread-safe.
CertificatePrints fetch_certificate(const MysqlSettings& settings,
                                    std::chrono::milliseconds budget);

}  // namespace sessionstore::mysql
