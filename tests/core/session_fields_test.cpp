#include <sessionstore/session_fields.h>

#include <catch2/catch.hpp>

namespace sessionstore::tests {
namespace {

Session session_with(const std::string& data) {
  Session session;
  session.title = "A title";
  session.data = json::Document::parse(data);
  return session;
}

TEST_CASE("a session's fields are its members, with its times one by one") {
  Session session =
      session_with(R"({"title":"old","cost":1.50,"time":{"created":1,"archived":2}})");
  session.archived = 3;
  const std::map<std::string, std::string> expected{
      {"title", R"("A title")"}, {"cost", "1.50"}, {"time.created", "1"}, {"time.archived", "3"}};
  CHECK(session_fields(session) == expected);
}

TEST_CASE("a field that was set is read back, in the data and where lists take it from") {
  Session session = session_with(R"({"time":{"created":1}})");
  set_session_field(session, "title", R"("Another")");
  set_session_field(session, "time.archived", "7");
  set_session_field(session, "permission", R"([{"a":"b"}])");
  CHECK(session.title == "Another");
  CHECK(session.archived == 7);
  CHECK(session.data.text() ==
        R"({"time":{"created":1,"archived":7},"title":"Another","permission":[{"a":"b"}]})");
  set_session_field(session, "time.archived", "");
  CHECK_FALSE(session.archived);
  CHECK_FALSE(session_fields(session).contains("time.archived"));
}

TEST_CASE("a session without data keeps what lists show") {
  Session session = session_with("null");
  set_session_field(session, "title", R"("Another")");
  CHECK(session.title == "Another");
  CHECK(session.data.text() == "null");
}

}  // namespace
}  // namespace sessionstore::tests
