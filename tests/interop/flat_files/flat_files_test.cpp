#include <sessionstore/error.h>

#include <catch2/catch.hpp>

#include "interop/storage_tree.h"
#include "support/error_of.h"
#include "support/unprivileged.h"

namespace sessionstore::tests {
namespace {

namespace fs = std::filesystem;

void forbid(const fs::path& path) { fs::permissions(path, fs::perms::none); }

}  // namespace

TEST_CASE("a place that is none is told apart") {
  const StorageTree tree;
  tree.write("file", "");
  CHECK(error_of([&] { interop::open_flat_files(tree / "absent", {}); }).code() ==
        ErrorCode::not_found);
  CHECK(error_of([&] { interop::open_flat_files(tree / "file", {}); }).code() ==
        ErrorCode::not_found);
}

TEST_CASE("an empty storage has nothing") {
  const ReadTree read{StorageTree()};
  CHECK(read.sessions.empty());
  CHECK(read.inventory.projects.empty());
  CHECK(read.skipped().empty());
}

TEST_CASE("a session that is not there is not found") {
  const StorageTree tree = StorageTree::real();
  const auto source = interop::open_flat_files(tree.root(), {});
  ReadSession nothing;
  CHECK(error_of([&] { source->read_session("ses_absent", nothing); }).code() ==
        ErrorCode::not_found);
  CHECK(error_of([&] { source->read_session("../../etc/passwd", nothing); }).code() ==
        ErrorCode::not_found);
}

TEST_CASE("a session that OpenCode deletes meanwhile is not found") {
  const StorageTree tree;
  tree.write("session/global/ses_a.json", "{}");
  const auto source = interop::open_flat_files(tree.root(), {});
  source->inventory();
  fs::remove(tree / "session/global/ses_a.json");
  ReadSession nothing;
  CHECK(error_of([&] { source->read_session("ses_a", nothing); }).code() == ErrorCode::not_found);
}

TEST_CASE("what may not be read is named") {
  const StorageTree tree = StorageTree::real();
  const std::string session = "ses_e04180a32ffeIL6097jqAF4wcF";
  const std::string folder = "part/msg_1fbe7f6060010jBYbaNr21KDUT";
  const std::string part =
      "part/msg_1fbe7f5e6001OIyFEnvee3Kjh5/prt_1fbe7f5ee0010yFdKLWS6qDL1S.json";
  const std::string messages = "message/ses_e04180065ffe6kxkpto6byhQPz";
  fs::permissions(tree.root().parent_path(), fs::perms(0755));
  for (const std::string& path : {folder, part, messages}) forbid(tree / path);
  {
    const Unprivileged nobody;
    const ReadTree read(tree);
    CHECK(read.skipped() == std::vector<std::string>{messages, part, folder});
    for (const std::string& path : {folder, part, messages}) {
      CHECK(read.reason(path) == "Permission denied");
    }
    CHECK(read.session(session).turns.size() == 8);
  }
  fs::permissions(tree / folder, fs::perms::owner_all);
  fs::permissions(tree / messages, fs::perms::owner_all);
}

TEST_CASE("a storage that may not be read is refused") {
  const StorageTree tree;
  fs::permissions(tree.root().parent_path(), fs::perms(0755));
  forbid(tree.root());
  {
    const Unprivileged nobody;
    CHECK(error_of([&] { interop::open_flat_files(tree.root(), {}); }).code() ==
          ErrorCode::permission_denied);
  }
  fs::permissions(tree.root(), fs::perms::owner_all);
}

}  // namespace sessionstore::tests
