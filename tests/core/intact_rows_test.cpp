#include <sessionstore/intact_rows.h>

#include <catch2/catch.hpp>

#include "support/error_of.h"
#include "support/rows.h"

namespace sessionstore::tests {
namespace {

/// Writes down what arrives.
class Log final : public SessionVisitor {
 public:
  void on_session(Session session) override { taken += session.id + " "; }
  void on_message(Message message) override { taken += message.id + " "; }
  void on_part(Part part) override { taken += part.id + " "; }
  void on_record(Record record) override { taken += record.kind + " "; }
  void on_skipped(Skipped item) override { skipped.push_back(std::move(item)); }
  void on_note(Skipped item) override { notes.push_back(std::move(item)); }

  std::string taken;
  std::vector<Skipped> skipped;
  std::vector<Skipped> notes;
};

template <typename Row>
Row spoilt(Row row) {
  row.data = json::Document::stored("{}", sha256("something else"));
  return row;
}

}  // namespace

TEST_CASE("intact rows pass, damaged ones are named, parts of a damaged message with it") {
  Log log;
  IntactRows filter(log);
  filter.on_session(make_session("s"));
  filter.on_message(make_message("m1"));
  filter.on_part(make_part("p1"));
  filter.on_part(spoilt(make_part("p2")));
  filter.on_message(spoilt(make_message("m2")));
  filter.on_part(make_part("p3"));
  filter.on_message(make_message("m3"));
  filter.on_part(make_part("p4"));
  filter.on_record(make_record("todo", "", "[]"));
  filter.on_record(spoilt(make_record("diff", "x", "[]")));
  CHECK(log.taken == "s m1 p1 m3 p4 todo ");
  REQUIRE(log.skipped.size() == 4);
  CHECK(log.skipped[0].source == "session s, part p2");
  CHECK(log.skipped[1].source == "session s, message m2");
  CHECK(log.skipped[2].source == "session s, part p3");
  CHECK(log.skipped[2].reason == "it belongs to message m2, which is damaged");
  CHECK(log.skipped[3].source == "session s, record diff x");
}

TEST_CASE("a session whose own row is damaged is none") {
  Log log;
  IntactRows filter(log);
  CHECK(error_of([&] { filter.on_session(spoilt(make_session("s"))); }).code() ==
        ErrorCode::corrupt);
  CHECK(log.taken.empty());
}

TEST_CASE("what the source itself remarks passes on") {
  Log log;
  IntactRows filter(log);
  filter.on_skipped({"a", "b"});
  filter.on_note({"c", "d"});
  CHECK(log.skipped.size() == 1);
  CHECK(log.notes.size() == 1);
}

}  // namespace sessionstore::tests
