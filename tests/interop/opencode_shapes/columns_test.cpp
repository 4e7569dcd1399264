#include "opencode_shapes/columns.h"

#include <catch2/catch.hpp>

namespace sessionstore::interop {
namespace {

template <typename Row>
Row columns(const char* text) {
  Row row;
  read_columns(json::View(text), row);
  return row;
}

Part part(const char* text) {
  Part row;
  read_columns(json::View(text), 7, row);
  return row;
}

}  // namespace

TEST_CASE("times are whole milliseconds up to the year 9999") {
  CHECK(time_of(json::View("0")) == 0);
  CHECK(time_of(json::View("253402300799999")) == 253402300799999);
  CHECK(time_of(json::View("1795227648016.9")) == 1795227648016);
  CHECK(time_of(json::View("1.5e3")) == 1500);
  for (const char* wrong : {"253402300800000", "-1", "-0.5", "1e400", "1e300", "\"1\"", "null",
                            "{}", "[1]", "true", "99999999999999999999", ""}) {
    CAPTURE(wrong);
    CHECK_FALSE(time_of(json::View(wrong)));
  }
}

TEST_CASE("a session's columns") {
  const auto session = columns<Session>(
      R"({"title":"T","directory":"/d","parentID":"ses_p","time":{"created":1,"updated":2,"archived":3}})");
  CHECK(session.title == "T");
  CHECK(session.directory == "/d");
  CHECK(session.parent_id == "ses_p");
  CHECK(session.created == 1);
  CHECK(session.updated == 2);
  CHECK(session.archived == 3);
}

TEST_CASE("a session's columns stay neutral where types are wrong") {
  const auto session = columns<Session>(
      R"({"title":{},"directory":1,"parentID":"","time":{"created":"1","updated":-1,"archived":true}})");
  CHECK(session.title.empty());
  CHECK(session.directory.empty());
  CHECK_FALSE(session.parent_id);
  CHECK(session.created == 0);
  CHECK(session.updated == 0);
  CHECK_FALSE(session.archived);
}

TEST_CASE("a message's tokens and cost") {
  const auto message = columns<Message>(
      R"({"role":"assistant","time":{"created":5,"completed":9},"cost":0.25,)"
      R"("tokens":{"input":1,"output":2,"reasoning":4,"cache":{"read":8,"write":16}}})");
  CHECK(message.role == "assistant");
  CHECK(message.created == 5);
  CHECK(message.updated == 9);
  CHECK(message.input_tokens == 25);
  CHECK(message.output_tokens == 6);
  CHECK(message.cost == 0.25);
}

TEST_CASE("numbers that are no counts count nothing") {
  const auto message = columns<Message>(
      R"({"time":7,"cost":1e308,"tokens":{"input":9223372036854775807,"output":-1,"reasoning":"2",)"
      R"("cache":{"read":9223372036854775807,"write":3}}})");
  CHECK(message.input_tokens == 3);
  CHECK(message.output_tokens == 0);
  CHECK(message.cost == 0);
  CHECK(message.updated == 0);
}

TEST_CASE("a message that was not completed was changed when it was made") {
  CHECK(columns<Message>(R"({"time":{"created":5}})").updated == 5);
}

TEST_CASE("a part's times are its own, its tool's, or its message's") {
  const Part own = part(R"({"type":"text","time":{"start":1,"end":2}})");
  CHECK(own.type == "text");
  CHECK(own.created == 1);
  CHECK(own.updated == 2);
  const Part tool = part(R"({"state":{"time":{"start":3,"end":4}}})");
  CHECK(tool.created == 3);
  CHECK(tool.updated == 4);
  const Part running = part(R"({"state":{"time":{"start":3}}})");
  CHECK(running.updated == 3);
  const Part none = part(R"({"type":[],"time":"soon","state":1})");
  CHECK(none.type.empty());
  CHECK(none.created == 7);
  CHECK(none.updated == 7);
}

TEST_CASE("where an assistant worked") {
  CHECK(working_directory(json::View(R"({"path":{"cwd":"/c","root":"/r"}})")) == "/c");
  CHECK(working_directory(json::View(R"({"path":{"cwd":1,"root":"/r"}})")) == "/r");
  CHECK(working_directory(json::View(R"({"path":"/c"})")).empty());
}

}  // namespace sessionstore::interop
