// No file may grow beyond a limit, as on a full disk: the local database, its copy and the journal
// each meet it once the limit is just so large.
#include <fmt/format.h>

#include <algorithm>
#include <catch2/catch.hpp>
#include <set>

#include "sync_faults/person.h"

namespace sessionstore::tests {
namespace {

/// A sync none of whose files can grow beyond so many KiB: what it says went wrong, if anything.
std::string error_within(const Person& person, int kilobytes) {
  std::vector<std::string> command{
      "/bin/bash", "-c", fmt::format("trap '' XFSZ; ulimit -f {}; \"$0\" \"$@\"", kilobytes)};
  for (const std::string& argument : person.sync_command()) command.push_back(argument);
  const ProcessResult result = run_process(command, person.options());
  INFO(result.out << result.err);
  REQUIRE((result.exit_code == 0 || result.exit_code == 7));
  const auto report = nlohmann::json::parse(result.out);
  return result.exit_code == 0 ? "" : report["error"]["message"].get<std::string>();
}

bool names(const std::set<std::string>& errors, const std::string& file) {
  return std::ranges::any_of(
      errors, [&](const std::string& error) { return error.find(file) != std::string::npos; });
}

}  // namespace

TEST_CASE("a full disk stops a sync with an error, and the next one with room completes it") {
  const TemporaryDirectory place;
  const std::string store = "sqlite:" + (place.path() / "store.db").string();
  const Person alice(store);
  const Person bob(store);
  alice.make_sessions("a", 40, 10);
  bob.make_sessions("b", 2, 2);
  alice.sync_well();
  const auto before = bob.history();
  std::set<std::string> errors;
  for (int limit = 32;; limit += limit / 4) {
    INFO(limit << " KiB");
    const std::string error = error_within(bob, limit);
    bob.require_sound();
    if (error.empty()) break;
    errors.insert(error);
    const auto now = bob.history();
    for (const std::string& row : before) CHECK(std::ranges::count(now, row) == 1);
  }
  for (const char* const file :
       {"sync.db: ", "store.db: ", "opencode.db.before-export", "opencode.db: "}) {
    INFO(file);
    CHECK(names(errors, file));
  }
  CHECK(bob.sessions().size() == 42);
  alice.sync_well();
  require_alike({&alice, &bob});
}

}  // namespace sessionstore::tests
