// storage/ of OpenCode up to 1.1, and that of a project up to 0.5: files that a crash cut short, or
// somebody put there.
#include <sessionstore/interop/flat_files.h>
#include <sessionstore/interop/opencode.h>

#include <catch2/catch.hpp>

#include "fuzz/fuzzer.h"
#include "fuzz/read_all.h"
#include "interop/storage_tree.h"

using namespace sessionstore;
using namespace sessionstore::tests;

namespace {

constexpr std::array<const char*, 7> kFiles{"project/p1.json",          "session/p1/ses_1.json",
                                            "message/ses_1/msg_1.json", "part/msg_1/prt_1.json",
                                            "todo/ses_1.json",          "session_diff/ses_1.json",
                                            "session_share/ses_1.json"};

constexpr std::array<const char*, 4> kProjectFiles{
    "session/info/ses_1.json", "session/message/ses_1/msg_1.json",
    "session/part/ses_1/msg_1/prt_1.json", "session/share/ses_1.json"};

}  // namespace

TEST_CASE("OpenCode's flat files", "[flat_files]") {
  const StorageTree tree;
  const std::vector<std::string> whole = corpus_of("flat_files");
  for (std::size_t i = 0; i < kFiles.size(); ++i) tree.write(kFiles[i], whole[i % whole.size()]);
  std::size_t turn = 0;
  fuzz({.name = "flat_files",
        .corpus = whole,
        .run =
            [&](const std::string& input) {
              // Each of them in its turn, and the one before stays broken.
              tree.write(kFiles[turn++ % kFiles.size()], input);
              if (turn % 64 == 0) {
                for (std::size_t i = 0; i < kFiles.size(); ++i) {
                  tree.write(kFiles[i], whole[i % whole.size()]);
                }
              }
              read_all(*interop::open_flat_files(tree.root(), {}));
            },
        .words = {"\"id\":", "\"sessionID\":\"ses_1\"", "\"messageID\":\"msg_1\"", "\"time\":", "{",
                  "}", "null", "\"projectID\":", "\"parentID\":\"ses_1\"", "\"type\":\"text\"",
                  "..", "/", "\\u0000"},
        .largest = 65536});
}

TEST_CASE("OpenCode's flat files of one project", "[flat_files]") {
  const StorageTree tree;
  const std::vector<std::string> whole = corpus_of("flat_files");
  for (const char* const file : kProjectFiles) tree.write(file, "{}");
  std::size_t turn = 0;
  fuzz({.name = "project_files",
        .corpus = whole,
        .run =
            [&](const std::string& input) {
              tree.write(kProjectFiles[turn++ % kProjectFiles.size()], input);
              read_all(*interop::open_opencode(tree.root(), {}));
            },
        .words = {"\"id\":", "\"sessionID\":\"ses_1\"", "\"parts\":[", "]", "\"metadata\":{",
                  "\"assistant\":{", "\"path\":{", "\"cwd\":\"/w\"", "\"time\":{", "}", "null", "/",
                  "\\u0000"},
        .largest = 65536});
}
