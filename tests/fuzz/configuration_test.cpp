// .opencode.json, which may have come with somebody's repository. No error quotes a password of it.
#include <sessionstore/config/configuration.h>
#include <sessionstore/error.h>

#include <catch2/catch.hpp>

#include "fuzz/fuzzer.h"
#include "support/sqlite_store.h"
#include "support/temporary_directory.h"

using namespace sessionstore;
using namespace sessionstore::tests;

namespace {

constexpr std::string_view kSecret = "topsecret";

bool is_in_key(std::string_view input) {
  for (std::size_t at = input.find(kSecret); at != std::string_view::npos;
       at = input.find(kSecret, at + 1)) {
    const std::size_t quote = input.find_first_of("\"@", at);
    const std::size_t next =
        input.find_first_not_of(" \t\r\n", quote == std::string_view::npos ? quote : quote + 1);
    if (next != std::string_view::npos && input[quote] == '"' && input[next] == ':') return true;
  }
  return false;
}

}  // namespace

TEST_CASE("the configuration", "[configuration]") {
  const TemporaryDirectory directory;
  config::Environment environment;
  environment.variable = [](const std::string&) { return std::nullopt; };
  environment.working_directory = environment.home = directory.path();
  fuzz({.name = "configuration",
        .corpus = corpus_of("configuration"),
        .run =
            [&](const std::string& input) {
              write_file(directory.path() / ".opencode.json", input);
              try {
                const auto loaded = config::Configuration::load(environment, {});
                for (const auto& [key, setting] : loaded.settings()) (void)setting.shown();
              } catch (const Error& error) {
                // The password of the corpus, whatever has become of what is around it; but where
                // it got into a key, it is none.
                const std::string told = std::string(error.what()) + error.hint();
                REQUIRE((is_in_key(input) || told.find(kSecret) == std::string::npos));
                throw;
              }
            },
        .words = {"{", "}", "\"", ":", ",", "//", "/*", "*/", "\"sessionProvider\"", "\"mysql\"",
                  "\"dsn\"", "\"password\"", "\"type\"", "\"data\"", "\"tls\"", "null", "1e9", "[",
                  "\xEF\xBB\xBF"},
        .largest = 8192});
}
