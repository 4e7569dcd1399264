// .opencode.json, which may have come with somebody's repository. No error quotes a password of it.
#include <sessionstore/config/configuration.h>
#include <sessionstore/error.h>

#include <catch2/catch.hpp>

#include "fuzz/fuzzer.h"
#include "support/sqlite_store.h"
#include "support/temporary_directory.h"

using namespace sessionstore;
using namespace sessionstore::tests;

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
                // The password of the corpus, whatever has become of what is around it.
                const std::string told = std::string(error.what()) + error.hint();
                REQUIRE(told.find("topsecret") == std::string::npos);
                throw;
              }
            },
        .words = {"{", "}", "\"", ":", ",", "//", "/*", "*/", "\"sessionProvider\"", "\"mysql\"",
                  "\"dsn\"", "\"password\"", "\"type\"", "\"data\"", "\"tls\"", "null", "1e9", "[",
                  "\xEF\xBB\xBF"},
        .largest = 8192});
}
