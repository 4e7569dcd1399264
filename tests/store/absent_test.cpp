#include <functional>

#include "any_store.h"

namespace sessionstore::tests {

TEST_CASE("absence is no error for a reader and one for a writer") {
  const AnyStore store;
  CHECK_FALSE(store->find_stored("none"));
  CHECK_FALSE(store->find_message("none", "m"));
  CHECK(store->read_records("none").empty());
  CHECK(store->delete_session("none") == 0);
  CHECK(store->list_sessions({}).sessions.empty());
  CHECK(store->inventory().sessions.empty());
  const std::vector<std::function<void()>> writes = {
      [&] { store->rename_session("none", "t"); },
      [&] { store->archive_session("none", 1); },
      [&] { store->append_message("none", make_turn("m")); },
      [&] { store->update_message("none", make_message("m")); },
      [&] { store->append_part("none", "m", make_part("p")); },
      [&] { store->update_part("none", "m", make_part("p")); },
      [&] { store->grow_part("none", "m", "p", "x"); },
      [&] { store->put_record("none", make_record("k", "", "1")); },
      [&] { store->delete_record("none", "k", ""); },
  };
  for (const auto& write : writes) CHECK(error_of(write).code() == ErrorCode::not_found);
  CHECK(store->status().sessions == 0);
}

TEST_CASE("a write that finds nothing to change changes nothing") {
  const AnyStore store;
  put_sample(*store, "s");
  const Session before = *store->find_session("s");
  CHECK_FALSE(store->delete_record("s", "todo", "another key"));
  CHECK(error_of([&] { store->update_part("s", "msg_1_s", make_part("none")); }).code() ==
        ErrorCode::not_found);
  CHECK(error_of([&] { store->append_part("s", "none", make_part("p")); }).code() ==
        ErrorCode::not_found);
  const Session after = *store->find_session("s");
  CHECK(after.revision == before.revision);
  CHECK(after.updated == before.updated);
}

TEST_CASE("the time of change never goes back") {
  const AnyStore store;
  store->create_session(make_session("s", "p", 1'900'000'000'000));  // another clock was ahead
  store->rename_session("s", "t");
  store->append_message("s", make_turn("m"));
  CHECK(store->find_session("s")->updated == 1'900'000'000'000);
}

}  // namespace sessionstore::tests
