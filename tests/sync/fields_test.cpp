#include "sync/fields.h"

#include <catch2/catch.hpp>

namespace sessionstore::sync_detail {
namespace {

Session session(const std::string& title, const std::string& data, Millis updated = 1) {
  Session made;
  made.id = "s";
  made.title = title;
  made.updated = updated;
  made.data = json::Document::parse(data);
  return made;
}

MergedFields merge(const Session& base, const Session& local, const Session& remote) {
  return merge_fields({&base, &local}, {&base, &remote}, remote);
}

TEST_CASE("each side's own changes go to the other") {
  const Session base = session("t", R"({"title":"t","agent":"build"})");
  const Session local = session("here", R"({"title":"here","agent":"build"})");
  const Session remote = session("t", R"({"title":"t","agent":"plan"})");
  const MergedFields merged = merge(base, local, remote);
  CHECK(merged.contested.empty());
  CHECK(merged.local.data.text() == R"({"title":"here","agent":"plan"})");
  CHECK(merged.remote.data.text() == R"({"title":"here","agent":"plan"})");
  CHECK(merged.remote.title == "here");
}

TEST_CASE("of what both set the remote's stays, and the local one is told") {
  const Session base = session("t", R"({"title":"t"})");
  const MergedFields merged =
      merge(base, session("here", R"({"title":"here"})"), session("there", R"({"title":"there"})"));
  REQUIRE(merged.contested.size() == 1);
  CHECK(merged.contested.front().name == "title");
  CHECK(merged.contested.front().local == R"("here")");
  CHECK(merged.local.title == "there");
  CHECK(merged.local.data.text() == R"({"title":"there"})");
}

TEST_CASE("archiving and taking that back go over") {
  const Session base = session("t", R"({"time":{"created":1}})");
  Session archived = session("t", R"({"time":{"created":1,"archived":5}})");
  archived.archived = 5;
  CHECK(merge(base, archived, base).remote.archived == 5);
  CHECK(merge(base, archived, base).remote.data == archived.data);
  CHECK(merge(archived, base, archived).remote.archived == std::nullopt);
  CHECK(merge(archived, base, archived).remote.data == base.data);
}

TEST_CASE("what belongs to a place stays there") {
  const Session base = session("t", R"({"directory":"/a","version":"1"})");
  const Session local = session("t", R"({"directory":"/b","version":"2"})");
  const MergedFields merged = merge(base, local, base);
  CHECK(same_fields(merged.remote, base));
  CHECK(same_fields(merged.local, local));
}

TEST_CASE("sums and the time of change are those of the side that changed last") {
  const Session base = session("t", R"({"cost":1,"time":{"updated":1}})", 1);
  const Session local = session("t", R"({"cost":2,"time":{"updated":2}})", 2);
  const Session remote = session("t", R"({"cost":3,"time":{"updated":3}})", 3);
  const MergedFields merged = merge(base, local, remote);
  CHECK(merged.contested.empty());
  CHECK(merged.local.data == remote.data);
  CHECK(merged.local.updated == 3);
  CHECK(same_fields(merged.remote, remote));
}

}  // namespace
}  // namespace sessionstore::sync_detail
