#pragma once

#include <cstdarg>
#include <cstddef>

/// libmariadb's own name for a connection.
struct st_mysql;

namespace sessionstore::mysql {

/// What a method of logging in reads and writes packets with; as in libmariadb's
/// mysql/plugin_auth.h, which does not change within version 1 of its plugin interface.
struct LoginPackets {
  int (*read)(LoginPackets*, unsigned char** packet);
  int (*write)(LoginPackets*, const unsigned char* packet, std::size_t size);  ///< 0: done
  void (*describe)(LoginPackets*, void* about);
};

using LoginMethod = int (*)(LoginPackets*, st_mysql*);

/// A method of logging in that libmariadb has loaded; as in its mysql/client_plugin.h.
struct LoginPlugin {
  int type;
  unsigned interface_version;
  const char* name;
  const char* author;
  const char* description;
  unsigned version[3];
  const char* license;
  void* api;
  int (*start)(char*, std::size_t, int, std::va_list);
  int (*end)();
  int (*options)(const char*, const void*);
  LoginMethod log_in;
};

/// Functions of libmariadb, on which MySQL Connector/C++ sits, for what the Connector does not pass
/// on. Asking for the library is thread-safe.
struct ClientLibrary {
  st_mysql* (*init)(st_mysql*);
  void (*close)(st_mysql*);
  LoginPlugin* (*find_plugin)(st_mysql*, const char* name, int type);
  const char* (*cipher)(st_mysql*);
  char (*info)(st_mysql*, int what, void* value, ...);  ///< 0: `value` is set

  /// Throws Error(unsupported) where the Connector sits on another library: one that is not known
  /// to keep to the methods that it is told.
  static const ClientLibrary& get();
};

/// Whether the server has said that it can do TLS. False where that is not known.
bool offers_tls(const ClientLibrary& library, st_mysql* connection);

}  // namespace sessionstore::mysql
