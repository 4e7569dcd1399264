// Random mutations of good configurations and DSNs: nothing crashes, and no error text, origin or
// printed setting ever has a part of the password in it.
#include <sessionstore/config/dsn.h>

#include <catch2/catch.hpp>
#include <random>

#include "sandbox.h"
#include "support/stress.h"

using namespace sessionstore::config;
using sessionstore::Error;
using sessionstore::tests::contains;
using sessionstore::tests::Sandbox;

namespace {

// A password of which no three letters stand anywhere else, so that a part of it is recognised.
const std::string kSecret = "QXZ/JVK:WQJ@XVZ?KQW";

bool leaks(const std::string& text) {
  for (const char* part : {"QXZ", "JVK", "WQJ", "XVZ", "KQW"}) {
    if (contains(text, part)) return true;
  }
  return false;
}

class Mutator {
 public:
  explicit Mutator(unsigned seed) : random_(seed) {}

  std::string mutate(std::string text) {
    const std::string bytes = "{}[]\",:/@()?&=%#'\\ \n\t*0a\x80\xFF-.";
    const std::size_t changes = 1 + below(4);
    for (std::size_t i = 0; i < changes && !text.empty(); ++i) {
      const std::size_t at = below(text.size());
      // The secret itself stays whole: a test can only recognise what it knows.
      const std::size_t secret = text.find(kSecret);
      if (secret != std::string::npos && at > secret && at < secret + kSecret.size()) continue;
      switch (below(4)) {
        case 0:
          text.insert(at, 1, bytes[below(bytes.size())]);
          break;
        case 1:
          if (text.substr(at, 1) != "Q") text.erase(at, 1);
          break;
        case 2:
          if (text.substr(at, 1) != "Q") text[at] = bytes[below(bytes.size())];
          break;
        default:
          text.resize(secret != std::string::npos && at > secret ? text.size() : at);
          break;
      }
    }
    return text;
  }

 private:
  std::size_t below(std::size_t limit) {
    return std::uniform_int_distribution<std::size_t>(0, limit - 1)(random_);
  }
  std::mt19937 random_;
};

int rounds() { return 2000 * sessionstore::tests::stress_times(); }

std::string text_of(const Error& error) { return std::string(error.what()) + "\n" + error.hint(); }

}  // namespace

TEST_CASE("mutated DSNs never leak the password through an error") {
  Mutator mutator(1);
  for (int round = 0; round < rounds(); ++round) {
    for (const std::string& start :
         {"alice:" + kSecret + "@tcp(db:3306)/team?tls=true&timeout=5s",
          "alice:" + kSecret + "@unix(/run/mysql.sock)/team?parseTime=true",
          "mysql://alice:" + kSecret + "@db:3306/team?tls=true&collation=utf8mb4_bin",
          "alice:" + kSecret}) {
      const std::string dsn = mutator.mutate(start);
      CAPTURE(dsn);
      try {
        (void)parse_dsn(dsn);
      } catch (const Error& error) {
        if (leaks(text_of(error))) FAIL(error.what());
        if (mask_dsn(dsn) != "***") FAIL(mask_dsn(dsn));
      }
    }
  }
}

TEST_CASE("a whole password is always masked") {
  Mutator mutator(2);
  for (int round = 0; round < rounds(); ++round) {
    const std::string dsn = mutator.mutate("alice:" + kSecret + "@tcp(db:3306)/team?loc=UTC");
    CAPTURE(dsn);
    try {
      const MysqlAddress address = parse_dsn(dsn);
      if (address.password && contains(*address.password, kSecret) && leaks(mask_dsn(dsn))) {
        FAIL(mask_dsn(dsn));
      }
    } catch (const Error&) {
      // The test above is about these.
    }
  }
}

TEST_CASE("mutated configurations never crash and never leak a secret through an error") {
  const Sandbox box;
  Mutator mutator(3);
  const std::string fields = R"({ // comment
    "data": {"directory": "~/x"},
    "sessionProvider": {"type": "mysql", "author": "a", "mysql": {
      "host": "db", "port": 3306, "database": "team", "username": "alice",
      "password": ")" + kSecret +
                             R"(", "maxConnections": 10, "tls": true /* on */ }}})";
  const std::string dsn = R"({"sessionProvider": {"type": "mysql", "mysql": {"dsn": "alice:)" +
                          kSecret + R"(@tcp(db:3306)/team?tls=true"}}})";
  int good = 0;
  int bad = 0;
  for (int round = 0; round < rounds(); ++round) {
    const std::string text = mutator.mutate(round % 2 == 0 ? fields : dsn);
    CAPTURE(text);
    Sandbox::write(box.users_file(), text);
    try {
      const Configuration configuration = box.load();
      ++good;
      const auto& settings = configuration.settings();
      const auto password = settings.find("sessionProvider.mysql.password");
      // Where a mutation moved the colon, a part of it is the user's name by the grammar.
      if (password == settings.end() || !contains(password->second.value, kSecret)) continue;
      for (const auto& [key, setting] : settings) {
        if (leaks(setting.shown())) FAIL(key + " " + setting.shown());
      }
    } catch (const Error& error) {
      ++bad;
      if (leaks(text_of(error))) FAIL(text_of(error));
    }
  }
  CHECK(good > 0);
  CHECK(bad > 0);
}
