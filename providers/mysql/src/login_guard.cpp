#include "login_guard.h"

#include <sessionstore/error.h>

#include <array>
#include <atomic>
#include <memory>
#include <mutex>
#include <string_view>
#include <utility>

namespace sessionstore::mysql {
namespace {

// libmariadb's numbers.
constexpr int kMethodOfLoggingIn = 2;
constexpr unsigned kKnownInterface = 1;
constexpr int kFailed = 0;

struct Watched {
  const char* name;
  /// Whether it answers a challenge with a hash, and gives the password away in its first packet
  /// to nobody.
  bool keeps_secret;
};
constexpr std::array kWatched = {
    Watched{"mysql_native_password", true}, Watched{"client_ed25519", true},
    Watched{"caching_sha2_password", true}, Watched{"sha256_password", false}};

// What stands behind each watch. Never changed once libmariadb may call the watch.
std::array<std::atomic<LoginMethod>, kWatched.size()> behind_watch;
thread_local LoginGuard* guard_of_thread = nullptr;

template <std::size_t index>
int watch(LoginPackets* packets, st_mysql* connection) {
  const LoginMethod method = behind_watch[index];
  if (guard_of_thread == nullptr) return method(packets, connection);
  return guard_of_thread->log_in(method, packets, connection);
}

template <std::size_t... indices>
constexpr std::array<LoginMethod, sizeof...(indices)> all_watches(
    std::index_sequence<indices...> /*of kWatched*/) {
  return {&watch<indices>...};
}
constexpr auto kWatches = all_watches(std::make_index_sequence<kWatched.size()>());

// libmariadb loads a method when it is first asked for, and all of them anew once somebody has told
// it to end; so this is looked at for each log-in.
bool is_watched(const ClientLibrary& library, st_mysql* connection, std::size_t index) {
  LoginPlugin* const plugin =
      library.find_plugin(connection, kWatched.at(index).name, kMethodOfLoggingIn);
  if (plugin == nullptr || plugin->interface_version >> 8U != kKnownInterface) return false;
  if (plugin->log_in == kWatches.at(index)) return true;
  behind_watch.at(index) = plugin->log_in;
  std::atomic_ref<LoginMethod>(plugin->log_in) = kWatches.at(index);
  return true;
}

std::string watched_methods(bool trusted) {
  static std::mutex one_at_a_time;
  const std::lock_guard lock(one_at_a_time);
  const ClientLibrary& library = ClientLibrary::get();
  const std::unique_ptr<st_mysql, void (*)(st_mysql*)> connection(library.init(nullptr),
                                                                  library.close);
  std::string names;
  for (std::size_t index = 0; connection && index < kWatched.size(); ++index) {
    if (!trusted && !kWatched.at(index).keeps_secret) continue;
    if (!is_watched(library, connection.get(), index)) continue;
    names += std::string_view(names.empty() ? "" : ",");
    names += kWatched.at(index).name;
  }
  if (!names.empty()) return names;
  throw Error(ErrorCode::unsupported, "libmariadb has no method of logging in that can be used",
              "install the plugins that belong to it");
}

int write_one_answer(LoginPackets* packets, const unsigned char* packet, std::size_t size) {
  return guard_of_thread->write_once(packets, packet, size);
}

}  // namespace

LoginGuard::LoginGuard(LoginRules rules) : rules_(rules), methods_(watched_methods(rules.trusted)) {
  guard_of_thread = this;
}

LoginGuard::~LoginGuard() { guard_of_thread = nullptr; }

bool LoginGuard::encrypted() const {
  return connection_ != nullptr && ClientLibrary::get().cipher(connection_) != nullptr;
}

int LoginGuard::log_in(LoginMethod method, LoginPackets* packets, st_mysql* connection) {
  connection_ = connection;
  // TLS begins with the first packet that is written.
  if (rules_.needs_tls && !offers_tls(ClientLibrary::get(), connection)) {
    missed_tls_ = true;
    return kFailed;
  }
  if (rules_.trusted) return method(packets, connection);
  // Methods look behind the functions that they are given, so it must be the same object.
  write_ = packets->write;
  answered_ = false;
  packets->write = write_one_answer;
  const int result = method(packets, connection);
  packets->write = write_;
  return result;
}

int LoginGuard::write_once(LoginPackets* packets, const unsigned char* packet, std::size_t size) {
  if (answered_) {
    withheld_ = true;
    return 1;
  }
  answered_ = true;
  return write_(packets, packet, size);
}

}  // namespace sessionstore::mysql
