// No file may grow beyond a limit, as on a full disk: the local database, its copy and the journal
// each meet it once the limit is just so large.
#include <fmt/format.h>

#include <catch2/catch.hpp>

#include "sync_faults/person.h"

namespace sessionstore::tests {
namespace {

/// A sync none of whose files can grow beyond so many KiB.
int sync_within(const Person& person, int kilobytes) {
  std::vector<std::string> command{
      "/bin/bash", "-c", fmt::format("trap '' XFSZ; ulimit -f {}; \"$0\" \"$@\"", kilobytes)};
  for (const std::string& argument : person.sync_command()) command.push_back(argument);
  const ProcessResult result = run_process(command, person.options());
  INFO(result.out << result.err);
  REQUIRE(result.signal == 0);
  CHECK(!result.out.empty());
  return result.exit_code;
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
  std::set<int> codes;
  int limit = 32;
  for (;; limit *= 2) {
    INFO(limit << " KiB");
    const int code = sync_within(bob, limit);
    bob.require_sound();
    if (code == 0) break;
    codes.insert(code);
    for (const std::string& row : before) {
      const auto now = bob.history();
      REQUIRE(std::find(now.begin(), now.end(), row) != now.end());
    }
  }
  CHECK(limit > 128);
  CHECK(codes == std::set<int>{1});
  CHECK(bob.sessions().size() == 42);
  alice.sync_well();
  require_alike({&alice, &bob});
}

}  // namespace sessionstore::tests
