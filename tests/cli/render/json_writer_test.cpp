#include "render/json_writer.h"

#include <catch2/catch.hpp>
#include <cstdlib>
#include <functional>
#include <nlohmann/json.hpp>

using namespace sessionstore::cli;

namespace {

std::string written(const std::function<void(JsonWriter&)>& write) {
  char* text = nullptr;
  std::size_t size = 0;
  std::FILE* file = open_memstream(&text, &size);
  JsonWriter writer(file);
  write(writer);
  std::fclose(file);
  std::string out(text, size);
  std::free(text);  // NOLINT(cppcoreguidelines-no-malloc): open_memstream's way
  return out;
}

}  // namespace

TEST_CASE("a JSON document is written as it goes, on one line") {
  CHECK(written([](JsonWriter& writer) {
          writer.begin_object();
          writer.member("a", 1);
          writer.key("b");
          writer.begin_array();
          writer.value("x");
          writer.value(nullptr);
          writer.begin_object();
          writer.end();
          writer.end();
          writer.member("c", Json{{"z", 1}, {"y", 2}});
          writer.end();
        }) == R"({"a":1,"b":["x",null,{}],"c":{"z":1,"y":2}})"
              "\n");
}

TEST_CASE("raw JSON goes in to the byte") {
  const std::string raw = R"({"n":1.0,"big":12345678901234567890123,"e":"\u00e9\/","a":1,"a":2})";
  CHECK(written([&](JsonWriter& writer) {
          writer.begin_array();
          writer.raw(raw);
          writer.raw("1e2");
          writer.end();
        }) == "[" + raw + ",1e2]\n");
}

TEST_CASE("bytes that are no UTF-8 become U+FFFD in values and in keys") {
  CHECK(written([](JsonWriter& writer) {
          writer.begin_object();
          writer.member("k\xff", "v\xfe");
          writer.end();
        }) == "{\"k\uFFFD\":\"v\uFFFD\"}\n");
}

TEST_CASE("a document can be ended as one from the middle of anything") {
  JsonWriter untouched(stdout);
  CHECK_FALSE(untouched.started());
  CHECK(written([](JsonWriter& writer) {
          writer.begin_object();
          writer.key("messages");
          writer.begin_array();
          writer.begin_object();
          writer.member("id", "m");
          writer.key("parts");
          writer.unwind_to_root();
          writer.member("error", "bad");
          writer.end();
          CHECK(writer.started());
        }) == R"({"messages":[{"id":"m","parts":null}],"error":"bad"})"
              "\n");
}
