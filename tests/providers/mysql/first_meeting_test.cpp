// Servers that nobody vouches for, and a user who is asked about them.
#include <sessionstore/known_servers.h>
#include <sessionstore/mysql/provider.h>

#include <catch2/catch.hpp>
#include <memory>

#include "opening_errors.h"
#include "rogue_server.h"

namespace sessionstore::tests {
namespace {

class Asked final : public KnownServers {
 public:
  explicit Asked(bool answer) : answer_(answer) {}
  std::optional<std::string> fingerprint_of(std::string_view server) override {
    return server == server_ ? std::optional(print_) : std::nullopt;
  }
  bool introduce(std::string_view server, std::string_view print) override {
    ++questions;
    if (!answer_) return false;
    server_ = server;
    print_ = print;
    return true;
  }
  int questions = 0;

 private:
  bool answer_;
  std::string server_;
  std::string print_;
};

/// A server that made its certificate itself, as one beyond this machine would be met.
struct Stranger {
  TestDatabase database{servers().front()};
  OpenOptions options;
  std::unique_ptr<Provider> provider = mysql::make_provider();

  explicit Stranger(const std::shared_ptr<KnownServers>& known) {
    options.settings = database.tcp_settings();
    options.settings["tls"] = "true";
    options.known_servers = known;
  }
  [[nodiscard]] std::string connection() const {
    return provider->open(options)->status().connection;
  }
};

}  // namespace

TEST_CASE("a server that is accepted is asked about once, and known from then on") {
  const auto asked = std::make_shared<Asked>(true);
  const Stranger stranger(asked);
  CHECK(stranger.connection() == "TLS, its certificate is the one that was accepted");
  CHECK(asked->questions == 1);
  CHECK(stranger.connection() == "TLS, its certificate is the one that was accepted");
  CHECK(stranger.provider->open_schema(stranger.options)->status().state == "current");
  CHECK(asked->questions == 1);
}

TEST_CASE("a server that is not accepted is as refused as without anybody to ask") {
  const auto asked = std::make_shared<Asked>(false);
  const Stranger stranger(asked);
  check(error_of([&] { (void)stranger.connection(); }),
        {ErrorCode::permission_denied, 2026, "certificate", "tlsFingerprint"});
  check(error_of([&] { (void)stranger.provider->open_schema(stranger.options); }),
        {ErrorCode::permission_denied, 2026, "certificate", "tlsFingerprint"});
  CHECK(asked->questions == 2);
}

TEST_CASE("an accepted server that shows another certificate is told nothing") {
  const auto asked = std::make_shared<Asked>(true);
  Stranger stranger(asked);
  const RogueServer rogue({.says = {switch_to("mysql_clear_password")},
                           .certificate = stranger.database.server().facts.at("client_cert"),
                           .key = stranger.database.server().facts.at("client_key")});
  stranger.options.settings["port"] = rogue.port();
  asked->introduce("127.0.0.1:" + rogue.port(), std::string(64, 'a'));
  check(error_of([&] { (void)stranger.connection(); }),
        {ErrorCode::permission_denied, 0, "the one that was accepted is aaaa",
         "trust --remove --server 127.0.0.1:" + rogue.port()});
  CHECK(asked->questions == 1);
  CHECK(rogue.heard().empty());
}

TEST_CASE("nobody is asked where the settings say what the server has to show") {
  const auto asked = std::make_shared<Asked>(true);
  Stranger stranger(asked);
  const auto& facts = stranger.database.server().facts;
  SECTION("its authority") {
    stranger.options.settings["tlsCa"] = facts.at("ca");
    CHECK(stranger.connection() == "TLS, its certificate is verified by an authority");
  }
  SECTION("another authority") {
    stranger.options.settings["tlsCa"] = facts.at("other_ca");
    CHECK(error_of([&] { (void)stranger.connection(); }).native_code() == 2026);
  }
  SECTION("nothing") {
    stranger.options.settings["tls"] = "skip-verify";
    CHECK(stranger.connection() == "TLS, but nothing shows that it is the right server");
  }
  SECTION("no encryption") {
    stranger.options.settings["tls"] = "false";
    CHECK(stranger.connection() == "not encrypted");
  }
  CHECK(asked->questions == 0);
}

}  // namespace sessionstore::tests
