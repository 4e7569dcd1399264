#include <catch2/catch.hpp>

#include "interop/storage_tree.h"

// One damaged message or part in the real tree: it is named, and nothing else is lost.
namespace sessionstore::tests {
namespace {

namespace fs = std::filesystem;
using Names = std::vector<std::string>;

constexpr std::size_t kMessages = 95;
constexpr std::size_t kParts = 241;
const std::string kSession = "ses_e04180a32ffeIL6097jqAF4wcF";
const std::string kMessage = "msg_1fbe7f6060010jBYbaNr21KDUT";  // the second of it, with four parts
const std::string kMessageFile = "message/" + kSession + "/" + kMessage + ".json";
const std::string kPartFolder = "part/" + kMessage;
const std::string kPart = "prt_1fbe7f65f001M8rRXligTrPMeH";  // the first of them
const std::string kPartFile = kPartFolder + "/" + kPart + ".json";

const std::string kUnreadable = R"({"sessionstore":{"recovered":"message file unreadable"}})";
const std::string kMissing = R"({"sessionstore":{"recovered":"message file missing"}})";

void check_placeholder(const ReadTree& read, const std::string& data) {
  const auto& [message, parts] = read.session(kSession).turn(kMessage);
  CHECK(message.seq == 2);
  CHECK(message.role.empty());
  CHECK(message.data.text() == data);
  CHECK(message.created > 1795227645414);
  CHECK(parts.size() == 4);
  CHECK(read.session(kSession).notes.size() == 1);
  CHECK(read.messages() == kMessages);
  CHECK(read.parts() == kParts);
}

}  // namespace

TEST_CASE("a truncated or empty part is named, the others are kept") {
  const StorageTree tree = StorageTree::real();
  const bool empty = GENERATE(false, true);
  if (empty) {
    tree.write(kPartFile, "");
  } else {
    tree.truncate(kPartFile);
  }
  const ReadTree read(tree);
  CHECK(read.skipped() == Names{kPartFile});
  CHECK(read.reason(kPartFile).find(empty ? "empty" : "ends too early") != std::string::npos);
  CHECK(read.messages() == kMessages);
  CHECK(read.parts() == kParts - 1);
}

TEST_CASE("the parts of an unreadable message are kept in its place") {
  const StorageTree tree = StorageTree::real();
  SECTION("truncated") { tree.truncate(kMessageFile); }
  SECTION("empty") { tree.write(kMessageFile, ""); }
  SECTION("a link to itself") {
    fs::remove(tree / kMessageFile);
    fs::create_symlink(kMessage + ".json", tree / kMessageFile);
  }
  const ReadTree read(tree);
  CHECK(read.skipped() == Names{kMessageFile});
  // A broken link is no file at all, so the message counts as missing.
  if (fs::is_symlink(tree / kMessageFile)) {
    CHECK(read.parts() == kParts);
  } else {
    check_placeholder(read, kUnreadable);
  }
}

TEST_CASE("the parts of a missing message are kept in its place") {
  const StorageTree tree = StorageTree::real();
  fs::remove(tree / kMessageFile);
  const ReadTree read(tree);
  CHECK(read.skipped().empty());
  check_placeholder(read, kMissing);
}

TEST_CASE("an unreadable message without parts gets no placeholder") {
  const StorageTree tree = StorageTree::real();
  tree.truncate(kMessageFile);
  fs::remove_all(tree / kPartFolder);
  const ReadTree read(tree);
  CHECK(read.skipped() == Names{kMessageFile});
  CHECK(read.messages() == kMessages - 1);
  CHECK(read.parts() == kParts - 4);
}

TEST_CASE("valid JSON that is no object is kept as it is") {
  const StorageTree tree = StorageTree::real();
  const std::string text = GENERATE(as<std::string>{}, "null", "[1,2]", "\"text\"", "17", "true");
  tree.write(kMessageFile, text);
  tree.write(kPartFile, text);
  const ReadTree read(tree);
  CHECK(read.skipped().empty());
  const Turn& turn = read.session(kSession).turn(kMessage);
  CHECK(turn.message.data.text() == text);
  CHECK(turn.message.role.empty());
  CHECK(turn.message.created == 0);
  CHECK(turn.parts.at(0).data.text() == text);
  CHECK(turn.parts.at(0).type.empty());
  CHECK(read.messages() == kMessages);
  CHECK(read.parts() == kParts);
}

TEST_CASE("a field of a wrong type costs no row") {
  const StorageTree tree = StorageTree::real();
  const std::string wrong = GENERATE(as<std::string>{}, R"({"a":1})", "\"text\"", "[]", "null",
                                     "true", "-5", "1e300", "253402300800000");
  const std::string message = R"({"role":"user","time":{"created":)" + wrong + "}}";
  const std::string part = R"({"type":"text","text":"x","time":{"start":)" + wrong + "}}";
  tree.write(kMessageFile, message);
  tree.write(kPartFile, part);
  const ReadTree read(tree);
  CHECK(read.skipped().empty());
  const Turn& turn = read.session(kSession).turn(kMessage);
  CHECK(turn.message.created == 0);
  CHECK(turn.message.data.text() == message);
  CHECK(turn.parts.at(0).created == 0);
  CHECK(turn.parts.at(0).data.text() == part);
  CHECK(read.messages() == kMessages);
  CHECK(read.parts() == kParts);
}

TEST_CASE("invalid UTF-8 is replaced, and the report says so") {
  const StorageTree tree = StorageTree::real();
  tree.write(kPartFile, "{\"type\":\"text\",\"text\":\"a\xFF\x62\"}");
  const ReadTree read(tree);
  CHECK(read.skipped().empty());
  CHECK(read.session(kSession).turn(kMessage).parts.at(0).data.text() ==
        "{\"type\":\"text\",\"text\":\"a\uFFFDb\"}");
  REQUIRE(read.session(kSession).notes.size() == 1);
  CHECK(read.session(kSession).notes[0].source == kPartFile);
}

TEST_CASE("invalid UTF-8 in a project's file is replaced, and the inventory says so") {
  const StorageTree tree = StorageTree::real();
  const std::string file = "permission/72bbad20c936a0634087bc4082327692cee3a74b.json";
  tree.write(file, "[\"\xFF\"]");
  const ReadTree read(tree);
  REQUIRE(read.inventory.notes.size() == 1);
  CHECK(read.inventory.notes[0].source == file);
}

TEST_CASE("lone surrogates, NUL, duplicate keys, deep nesting and big parts are kept as written") {
  const StorageTree tree = StorageTree::real();
  std::string deep(900, '[');
  deep += std::string(900, ']');
  const std::string text =
      GENERATE_COPY(as<std::string>{}, R"({"text":"\ud800 \u0000 \u0041"})",
                    R"({"text":"a","text":"b"})", R"({"text":""})", R"({"x":)" + deep + "}",
                    R"({"text":")" + std::string(20U << 20U, 'x') + "\"}");
  tree.write(kPartFile, text);
  const ReadTree read(tree);
  CHECK(read.skipped().empty());
  CHECK((read.session(kSession).turn(kMessage).parts.at(0).data.text() == text));
}

TEST_CASE("an id that contradicts the file's name stays in the data") {
  const StorageTree tree = StorageTree::real();
  tree.write(kPartFile, R"({"id":"prt_other","messageID":")" + kMessage + R"(","type":"text"})");
  const ReadTree read(tree);
  const Part& part = read.session(kSession).turn(kMessage).parts.at(0);
  CHECK(part.id == kPart);
  CHECK(part.data.text() == R"({"id":"prt_other","type":"text"})");
}

TEST_CASE("what is no JSON file is named with its reason, and litter is nobody's history") {
  const StorageTree tree = StorageTree::real();
  tree.write(kPartFolder + "/prt_1.json.tmp", "{");
  tree.write(kPartFolder + "/.prt_2.json", "{}");
  tree.write(kPartFolder + "/prt_3", "{}");
  tree.write(kPartFolder + "/odd/prt_4.json", "{}");
  tree.write(kPartFolder + "/bad\xFFname.json", "{}");
  tree.write(kPartFolder + "/.DS_Store", "x");
  tree.write("part/Thumbs.db", "x");
  tree.write("message/stray.json", "{}");
  tree.write("message/" + kSession + "/msg.tmp", "{}");
  tree.write("desktop.ini", "x");
  const ReadTree read(tree);
  CHECK(read.skipped() == Names{"message/" + kSession + "/msg.tmp", "message/stray.json",
                                kPartFolder + "/.prt_2.json", kPartFolder + "/bad\\xFFname.json",
                                kPartFolder + "/odd", kPartFolder + "/prt_1.json.tmp",
                                kPartFolder + "/prt_3"});
  CHECK(read.reason(kPartFolder + "/.prt_2.json") == "a hidden name");
  CHECK(read.reason(kPartFolder + "/prt_3") == "not a .json file");
  CHECK(read.reason(kPartFolder + "/odd") == "a directory where a file was expected");
  CHECK(read.parts() == kParts);
}

}  // namespace sessionstore::tests
