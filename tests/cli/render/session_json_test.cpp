#include "render/session_json.h"

#include <sessionstore/error.h>

#include <catch2/catch.hpp>
#include <cstdlib>
#include <functional>
#include <nlohmann/json.hpp>

using namespace sessionstore;
using namespace sessionstore::cli;

namespace {

std::string session_json_of(const std::function<void(SessionJson&)>& feed) {
  char* text = nullptr;
  std::size_t size = 0;
  std::FILE* file = open_memstream(&text, &size);
  JsonWriter writer(file);
  SessionJson document(writer);
  feed(document);
  std::fclose(file);
  std::string out(text, size);
  std::free(text);  // NOLINT(cppcoreguidelines-no-malloc): open_memstream's way
  return out;
}

Session session() {
  Session session;
  session.id = "ses_1";
  session.data = json::Document::parse(R"({"n":1.0,"e":"\u00e9"})");
  return session;
}

}  // namespace

TEST_CASE("a whole session is one document, its data to the byte") {
  const std::string text = session_json_of([](SessionJson& document) {
    document.on_session(session());
    Message message;
    message.id = "msg_1";
    message.data = json::Document::parse("{\"big\":12345678901234567890123}");
    document.on_message(message);
    Part part;
    part.id = "prt_1";
    document.on_part(part);
    part.id = "prt_2";
    document.on_part(part);
    message.id = "msg_2";
    document.on_message(message);
    document.on_record({"todo", "", json::Document::parse("[1.50]")});
    document.finish();
  });
  CHECK(text.find(R"("data":{"n":1.0,"e":"\u00e9"})") != std::string::npos);
  CHECK(text.find(R"("data":{"big":12345678901234567890123})") != std::string::npos);
  CHECK(text.find(R"("data":[1.50])") != std::string::npos);
  const auto parsed = nlohmann::json::parse(text);
  CHECK(parsed["session"]["id"] == "ses_1");
  REQUIRE(parsed["messages"].size() == 2);
  CHECK(parsed["messages"][0]["parts"][1]["id"] == "prt_2");
  CHECK(parsed["messages"][1]["parts"].empty());
  CHECK(parsed["records"][0]["kind"] == "todo");
  CHECK_FALSE(parsed.contains("skipped"));
}

TEST_CASE("a session without messages or records has empty lists") {
  const auto parsed = nlohmann::json::parse(session_json_of([](SessionJson& document) {
    document.on_session(session());
    document.on_skipped({"row 5", "torn"});
    document.finish();
  }));
  CHECK(parsed["messages"] == nlohmann::json::array());
  CHECK(parsed["records"] == nlohmann::json::array());
  CHECK(parsed["skipped"][0]["reason"] == "torn");
}

TEST_CASE("nothing of a damaged row is written") {
  const std::string text = session_json_of([](SessionJson& document) {
    document.on_session(session());
    Message damaged;
    damaged.id = "msg_bad";
    damaged.data = json::Document::stored("{\"torn", sha256("{}"));
    CHECK_THROWS_AS(document.on_message(damaged), Error);
    document.finish();
  });
  CHECK(nlohmann::json::parse(text)["messages"].empty());
}
