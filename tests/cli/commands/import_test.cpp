#include <fmt/format.h>

#include <catch2/catch.hpp>
#include <chrono>
#include <csignal>
#include <thread>

#include "home.h"

using namespace sessionstore::tests;
using Catch::Matchers::Contains;

namespace {

std::filesystem::path storage_of(const Home& home) {
  return home.path() / ".local/share/opencode/storage";
}

/// A history large enough to be interrupted.
void write_history(const Home& home, int sessions) {
  const auto storage = storage_of(home);
  write_file(storage / "project/p1.json",
             R"({"id":"p1","worktree":"/x/app","time":{"created":1}})");
  for (int s = 0; s < sessions; ++s) {
    const std::string session = fmt::format("ses_{:05}", s);
    write_file(storage / "session/p1" / (session + ".json"),
               fmt::format(R"({{"id":"{}","projectID":"p1","directory":"/x/app","title":"t{}",)"
                           R"("time":{{"created":1,"updated":2}}}})",
                           session, s));
    for (int m = 0; m < 5; ++m) {
      const std::string message = fmt::format("msg_{:05}{}", s, m);
      write_file(
          storage / "message" / session / (message + ".json"),
          fmt::format(R"({{"id":"{}","sessionID":"{}","role":"user","time":{{"created":{}}}}})",
                      message, session, m + 1));
      write_file(storage / "part" / message / ("prt" + message + ".json"),
                 fmt::format(R"({{"id":"prt{0}","sessionID":"{1}","messageID":"{0}","type":"text",)"
                             R"("text":"hello"}})",
                             message, session));
    }
  }
}

}  // namespace

TEST_CASE("import takes in the user's own history, and a second run writes nothing") {
  const Home home;
  home.unpack_opencode();
  const auto first = home.run_json({"import"});
  for (const char* key : {"from", "to", "projects", "sessions", "messages", "parts", "records",
                          "written", "unchanged", "failed", "skipped", "verified", "seconds"}) {
    CHECK(first.contains(key));
  }
  CHECK(first["sessions"] == 32);
  CHECK(first["messages"] == 95);
  CHECK(first["parts"] == 241);
  CHECK(first["written"] == 32);
  CHECK(first["verified"] == 32);
  CHECK(first["skipped"].empty());
  const auto second = home.run_json({"import"});
  CHECK(second["written"] == 0);
  CHECK(second["unchanged"] == 32);
}

TEST_CASE("import tells people what it did") {
  const Home home;
  home.unpack_opencode();
  const auto result = home.run({"import", "opencode:" + storage_of(home).string()});
  CHECK(result.exit_code == 0);
  CHECK_THAT(result.out, Contains("32 sessions, 95 messages, 241 parts") &&
                             Contains("32 written, 0 unchanged, 32 verified"));
  CHECK(result.err.empty());
  CHECK(home.run({"import", "--quiet"}).out.empty());
}

TEST_CASE("sessions are marked with who ran them and where") {
  Home home;
  home.unpack_opencode();
  REQUIRE(home.run({"import"}).exit_code == 0);
  const auto session = home.run_json({"show", "ses_e0415ff9dffe"})["session"];
  CHECK(session["author"] == "tester");
  CHECK_FALSE(session["machine"].get<std::string>().empty());
}

TEST_CASE("what cannot be read is named, and the exit code says so") {
  const Home home;
  home.unpack_opencode();
  const auto broken = storage_of(home) / "message/ses_e0415ff9dffe7d9pfudKLIV4Yb";
  std::filesystem::path file;
  for (const auto& entry : std::filesystem::directory_iterator(broken)) {
    file = entry.path();
  }
  write_file(file, "{\"torn");
  const auto report = home.run_json({"import"}, 3);
  CHECK_THAT(report["skipped"].dump(), Contains(file.filename().string()));
  const auto human = home.run({"import"});
  CHECK(human.exit_code == 3);
  CHECK_THAT(human.out, Contains("not taken") && Contains(file.filename().string()));
}

TEST_CASE("many skipped files are cut short for people unless all are wanted") {
  const Home home;
  write_history(home, 30);
  for (int s = 0; s < 30; ++s) {
    write_file(storage_of(home) / "part" / fmt::format("msg_{:05}0", s) / "bad.json", "{");
  }
  CHECK_THAT(home.run({"import"}).out, Contains("and ") && Contains(" more: --json or --verbose"));
  CHECK_THAT(home.run({"import", "--verbose"}).out, !Contains(" more: --json"));
}

TEST_CASE("no history is not found, and no store is made") {
  const Home home;
  const auto result = home.run({"import"});
  CHECK(result.exit_code == 10);
  CHECK_THAT(result.err, Contains(".local/share/opencode"));
  CHECK_FALSE(std::filesystem::exists(home.store_file()));
}

TEST_CASE("a LOCATION of another kind is refused by name") {
  const Home home;
  const auto scheme = home.run({"import", "bungle:x"});
  CHECK(scheme.exit_code == 2);
  CHECK_THAT(scheme.err, Contains("'bungle:'") && Contains("bundle:"));
  const auto path = home.run({"import", "/some/path"});
  CHECK(path.exit_code == 2);
  CHECK_THAT(path.err, Contains("opencode:"));
  CHECK(home.run({"import", "opencode:"}).exit_code == 2);
}

TEST_CASE("XDG_DATA_HOME and ~/ are honoured") {
  Home home;
  home.unpack_opencode();
  CHECK(home.run_json({"import", "opencode:~/.local/share/opencode"})["sessions"] == 32);
  home.variables["XDG_DATA_HOME"] = (home.path() / ".local/share").string();
  CHECK(home.run_json({"import"})["unchanged"] == 32);
}

TEST_CASE("a terminal gets a progress bar, a file none") {
  const Home home;
  home.unpack_opencode();
  CHECK_THAT(home.run_on_terminal({"import"}).out, Contains("sessions") && Contains("\x1b[K"));
  CHECK_THAT(home.run_on_terminal({"import", "--no-progress"}).out, !Contains("\x1b[K"));
}

TEST_CASE("an interrupted import ends with 130, and the next one completes it") {
  const Home home;
  write_history(home, 600);
  Process process(program({"import", "--json"}), home.options());
  while (!std::filesystem::exists(home.store_file())) {
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
  }
  process.send(SIGINT);
  const auto result = process.wait();
  INFO(result.out << result.err << " signal " << result.signal);
  REQUIRE(result.exit_code == 130);
  CHECK(nlohmann::json::parse(result.out).is_object());
  CHECK(home.run({"verify"}).exit_code == 0);
  const auto again = home.run_json({"import"});
  CHECK(again["written"].get<int>() + again["unchanged"].get<int>() == 600);
  CHECK(home.run_json({"status"})["messages"] == 3000);
}

TEST_CASE("an import says which sessions had been deleted in the store and are back") {
  const Home home;
  home.unpack_opencode();
  CHECK(home.run_json({"import"})["returned"].empty());
  const std::string id = "ses_e0417f662ffelvx6Rf4SZU9y8F";
  CHECK(home.run({"delete", id, "--yes"}).exit_code == 0);
  const auto again = home.run({"import"});
  CHECK(again.exit_code == 0);
  CHECK_THAT(again.err, Contains("1 session that had been deleted here came back: " + id));
  CHECK(home.run({"delete", id, "--yes"}).exit_code == 0);
  CHECK(home.run_json({"import"})["returned"] == nlohmann::json::array({id}));
}
