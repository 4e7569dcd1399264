#include "sync/compose.h"

#include <catch2/catch.hpp>

namespace sessionstore::sync_detail {
namespace {

Line line(std::initializer_list<std::string> keys, const std::string& text = "same") {
  Line made;
  for (const std::string& key : keys) made.rows.push_back({key, sha256(text + key)});
  return made;
}

std::vector<std::string> keys_of(const std::vector<ComposedRow>& rows) {
  std::vector<std::string> keys;
  for (const ComposedRow& row : rows) keys.push_back(row.key);
  return keys;
}

using Keys = std::vector<std::string>;

TEST_CASE("what is added goes behind what it stands behind in the source") {
  const Line target = line({"m1", "p1", "m3", "p3"});
  const Line source = line({"m1", "p1", "m2", "p2", "m3", "p3", "m4"});
  CHECK(keys_of(compose(target, Target::local, source, {"m2", "p2", "m4"})) ==
        Keys{"m1", "p1", "m2", "p2", "m3", "p3", "m4"});
}

TEST_CASE("what is gone from the source goes, and what was not taken stays") {
  const Line target = line({"m1", "p1", "p2", "m2", "r1"});
  const Line source = line({"m1", "p1", "r2"});
  CHECK(keys_of(compose(target, Target::local, source, {"p2", "r2"})) ==
        Keys{"m1", "p1", "m2", "r1", "r2"});
}

TEST_CASE("either side comes to the same order") {
  const Line remote = line({"m1", "p2", "p12"});
  const Line local = line({"m1", "p2", "p10"});
  const Keys expected{"m1", "p2", "p12", "p10"};
  CHECK(keys_of(compose(remote, Target::remote, local, {"p10"})) == expected);
  CHECK(keys_of(compose(local, Target::local, remote, {"p12"})) == expected);
}

TEST_CASE("messages that stand in two orders come to stand as in the remote's") {
  const Line remote = line({"m1", "p1", "m2", "m3", "m5"});
  const Line local = line({"m2", "m4", "m3", "m1", "p1"});
  CHECK(keys_of(compose(local, Target::local, remote, {"m5"})) ==
        Keys{"m1", "p1", "m4", "m2", "m3", "m5"});
  CHECK(keys_of(compose(remote, Target::remote, local, {"m4"})) ==
        Keys{"m1", "p1", "m2", "m4", "m3", "m5"});
}

TEST_CASE("parts in the order of their ids stay so") {
  const Line remote = line({"m1", "p1", "p5"});
  const Line local = line({"m1", "p1", "p3"});
  CHECK(keys_of(compose(remote, Target::remote, local, {"p3"})) == Keys{"m1", "p1", "p3", "p5"});
}

TEST_CASE("a row is from the source where it is taken or the same there") {
  const Line target = line({"m1", "m2", "m3"}, "old");
  Line source = line({"m1", "m2", "m3"}, "new");
  source.rows[2].hash = target.rows[2].hash;
  const std::vector<ComposedRow> rows = compose(target, Target::local, source, {"m1"});
  CHECK((rows[0].from_source && rows[0].hash == source.rows[0].hash));
  CHECK((!rows[1].from_source && rows[1].hash == target.rows[1].hash));
  CHECK(rows[2].from_source);
}

}  // namespace
}  // namespace sessionstore::sync_detail
