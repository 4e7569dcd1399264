#include <sessionstore/error.h>
#include <sessionstore/limits.h>

#include <catch2/catch.hpp>
#include <functional>
#include <string>
#include <vector>

#include "support/error_of.h"
#include "support/rows.h"

namespace sessionstore {
namespace {

using tests::error_of;
using tests::make_message;
using tests::make_part;
using tests::make_record;
using tests::make_session;

/// One row whose one text may be `length` bytes long and not one more.
template <typename Row>
void check_text_limit(const Row& valid, const std::function<std::string&(Row&)>& text,
                      std::size_t most, const std::string& name) {
  Row row = valid;
  text(row) = std::string(most, 'x');
  CHECK_NOTHROW(check(row));
  text(row) += 'x';
  const Error error = error_of([&] { check(row); });
  CHECK(error.code() == ErrorCode::constraint);
  CHECK_THAT(error.what(), Catch::Contains(name) && Catch::Contains(std::to_string(most + 1)) &&
                               Catch::Contains(std::to_string(most)));
  text(row) = "\xFF";
  CHECK(error_of([&] { check(row); }).code() == ErrorCode::constraint);
}

TEST_CASE("each text has its limit", "[limits]") {
  const Session session = make_session("ses_1");
  const auto of = [&](std::string Session::*field, std::size_t most, const std::string& name) {
    check_text_limit<Session>(
        session, [field](Session& row) -> std::string& { return row.*field; }, most, name);
  };
  of(&Session::id, kMaxIdBytes, "id");
  of(&Session::project_id, kMaxIdBytes, "project id");
  of(&Session::agent_project_id, kMaxIdBytes, "agent project id");
  of(&Session::title, kMaxFieldBytes, "title");
  of(&Session::directory, kMaxFieldBytes, "directory");
  of(&Session::author, kMaxFieldBytes, "author");
  of(&Session::machine, kMaxFieldBytes, "machine");
  check_text_limit<Session>(
      session,
      [](Session& row) -> std::string& {
        if (!row.parent_id) row.parent_id = "";
        return *row.parent_id;
      },
      kMaxIdBytes, "parent");
  check_text_limit<Message>(
      make_message("m"), [](Message& row) -> std::string& { return row.id; }, kMaxIdBytes, "id");
  check_text_limit<Message>(
      make_message("m"), [](Message& row) -> std::string& { return row.role; }, kMaxFieldBytes,
      "role");
  check_text_limit<Part>(
      make_part("p"), [](Part& row) -> std::string& { return row.id; }, kMaxIdBytes, "id");
  check_text_limit<Part>(
      make_part("p"), [](Part& row) -> std::string& { return row.type; }, kMaxFieldBytes, "type");
  check_text_limit<Record>(
      make_record("k", "", "1"), [](Record& row) -> std::string& { return row.kind; }, kMaxIdBytes,
      "kind");
  check_text_limit<Record>(
      make_record("k", "", "1"), [](Record& row) -> std::string& { return row.key; }, kMaxIdBytes,
      "key");
  check_text_limit<Project>(
      {"p", "n", {"a"}, {}}, [](Project& row) -> std::string& { return row.aliases[0]; },
      kMaxIdBytes, "alias");
}

TEST_CASE("an id is neither empty nor cut by a NUL", "[limits]") {
  CHECK(error_of([] { check_id("it", ""); }).code() == ErrorCode::constraint);
  CHECK(error_of([] { check_id("it", std::string_view("a\0b", 3)); }).code() ==
        ErrorCode::constraint);
  for (const char* const id : {" ", "a b", "'", "\"", "%", "\n", "\U0001F600", "ses_1 "}) {
    CHECK_NOTHROW(check_id("it", id));
  }
  CHECK_NOTHROW(check_field("it", ""));
}

TEST_CASE("a document has its limit", "[limits]") {
  // Only its size is looked at: the text need not be JSON, and here it is never read.
  Part part = make_part("p");
  part.data = json::Document::stored(std::string(kMaxDocumentBytes, '1'), {});
  CHECK_NOTHROW(check(part));
  part.data = json::Document::stored(std::string(kMaxDocumentBytes + 1, '1'), {});
  CHECK(error_of([&] { check(part); }).code() == ErrorCode::constraint);
}

TEST_CASE("a project's records are checked with it", "[limits]") {
  Project project{"p", "n", {}, {make_record("k", "", "1")}};
  CHECK_NOTHROW(check(project));
  project.records[0].kind = "";
  CHECK(error_of([&] { check(project); }).code() == ErrorCode::constraint);
}

}  // namespace
}  // namespace sessionstore
