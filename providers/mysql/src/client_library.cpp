#include "client_library.h"

#include <dlfcn.h>
#include <sessionstore/error.h>

namespace sessionstore::mysql {
namespace {

// libmariadb's enum mariadb_value, and the bit of CLIENT_SSL.
constexpr int kServerCapabilities = 31;
constexpr unsigned long kTlsBit = 0x800;

template <typename Function>
bool look_up(void* library, const char* name, Function& function) {
  function = reinterpret_cast<Function>(::dlsym(library, name));
  return function != nullptr;
}

// Only its shared library is at hand where the Connector is installed, so it is not linked to.
ClientLibrary load() {
  ClientLibrary found{};
  void* const library = ::dlopen("libmariadb.so.3", RTLD_LAZY | RTLD_NOLOAD);
  if (library == nullptr || !look_up(library, "mysql_init", found.init) ||
      !look_up(library, "mysql_close", found.close) ||
      !look_up(library, "mysql_client_find_plugin", found.find_plugin) ||
      !look_up(library, "mysql_get_ssl_cipher", found.cipher) ||
      !look_up(library, "mariadb_get_infov", found.info)) {
    throw Error(ErrorCode::unsupported,
                "MySQL Connector/C++ does not use libmariadb 3 here, which keeps passwords from "
                "servers that ask for them in clear text",
                "build with the Connector of Debian, libmysqlcppconn-dev");
  }
  return found;
}

}  // namespace

const ClientLibrary& ClientLibrary::get() {
  static const ClientLibrary only = load();
  return only;
}

bool offers_tls(const ClientLibrary& library, st_mysql* connection) {
  unsigned long capabilities = 0;
  return library.info(connection, kServerCapabilities, &capabilities) == 0 &&
         (capabilities & kTlsBit) != 0;
}

}  // namespace sessionstore::mysql
