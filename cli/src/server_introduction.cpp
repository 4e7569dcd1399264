#include "server_introduction.h"

#include <fmt/format.h>
#include <sessionstore/clock.h>
#include <sessionstore/config/server_list.h>

#include <cstdio>
#include <string>
#include <utility>

#include "render/question.h"
#include "render/text.h"

namespace sessionstore::cli {
namespace {

class UsersServers final : public KnownServers {
 public:
  explicit UsersServers(config::ServerList list) : list_(std::move(list)) {}

  std::optional<std::string> fingerprint_of(std::string_view server) override {
    const auto accepted = list_.find(server);
    return accepted ? std::optional(accepted->sha256) : std::nullopt;
  }

  bool introduce(std::string_view server, std::string_view fingerprint) override {
    if (!can_ask()) {
      return false;
    }
    fmt::print(
        stderr,
        "No authority known here vouches for the server {}. Its certificate has the SHA-256 "
        "fingerprint\n  {}\nAsk its administrator whether that is right: no password has been "
        "sent yet.\n",
        printable_line(server), fingerprint);
    if (!answers_yes("Is it, and shall it be remembered?")) {
      return false;
    }
    list_.add({std::string(server), std::string(fingerprint), system_clock_millis()});
    return true;
  }

 private:
  config::ServerList list_;
};

}  // namespace

std::shared_ptr<KnownServers> users_servers(const Context& context) {
  return std::make_shared<UsersServers>(config::ServerList(context.environment().home));
}

}  // namespace sessionstore::cli
