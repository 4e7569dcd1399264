#include <sessionstore/fingerprint.h>

#include "any_store.h"

namespace sessionstore::tests {

TEST_CASE("a whole session is archived and restored verbatim") {
  const AnyStore store;
  put_sample(*store, "s");
  const Digest fingerprint = fingerprint_of(*store, "s");
  const SessionArchive archive = archive_session(*store, "s");
  store->delete_session("s");
  restore_session(*store, archive);
  CHECK(fingerprint_of(*store, "s") == fingerprint);
  const SessionArchive again = archive_session(*store, "s");
  REQUIRE(again.turns.size() == archive.turns.size());
  for (std::size_t i = 0; i < again.turns.size(); ++i) {
    CHECK(again.turns[i].message.data == archive.turns[i].message.data);
    CHECK(again.turns[i].parts.size() == archive.turns[i].parts.size());
  }
  CHECK(again.records == archive.records);
  CHECK(error_of([&] { archive_session(*store, "none"); }).code() == ErrorCode::not_found);
}

TEST_CASE("a restore says what it expects to replace") {
  const AnyStore store;
  put_sample(*store, "s");
  const SessionArchive archive = archive_session(*store, "s");
  const Digest before = store->find_stored("s")->fingerprint;
  CHECK(error_of([&] { restore_session(*store, archive); }).code() == ErrorCode::conflict);
  store->append_message("s", make_turn("more"));
  CHECK(error_of([&] { restore_session(*store, archive, before); }).code() == ErrorCode::conflict);
  CHECK(store->find_session("s")->message_count == 3);
  restore_session(*store, archive, store->find_stored("s")->fingerprint);
  CHECK(store->find_session("s")->message_count == 2);
  CHECK(store->find_stored("s")->fingerprint == before);
  CHECK(store->find_stored("s")->base_fingerprint == before);
}

TEST_CASE("find_stored tells what was put and what it has become") {
  const AnyStore store;
  CHECK_FALSE(store->find_stored("s"));
  put_sample(*store, "s");
  CHECK_FALSE(store->find_stored("s")->base_fingerprint);
  const SessionArchive archive = archive_session(*store, "s");
  store->delete_session("s");
  restore_session(*store, archive);
  const std::optional<StoredSession> put = store->find_stored("s");
  REQUIRE(put);
  CHECK(put->base_fingerprint == put->fingerprint);
  store->rename_session("s", "another");
  const std::optional<StoredSession> changed = store->find_stored("s");
  CHECK(changed->fingerprint != put->fingerprint);
  CHECK(changed->base_fingerprint == put->fingerprint);
  CHECK(changed->fingerprint == fingerprint_of(*store, "s"));
}

TEST_CASE("a bulk writer that meets a conflict can go on; what is not committed is not written") {
  const AnyStore store;
  put_sample(*store, "known");
  {
    const auto writer = store->bulk_writer();
    writer->begin_session(make_session("new"), std::nullopt);
    writer->end_session(Digest{});
    CHECK(error_of([&] { writer->begin_session(make_session("known"), std::nullopt); }).code() ==
          ErrorCode::conflict);
    writer->begin_session(make_session("newer"), std::nullopt);
    writer->put_message(make_message("m"));
    writer->put_part(make_part("p"));
    writer->end_session(Digest{});
    writer->commit();
    writer->begin_session(make_session("never"), std::nullopt);
    writer->end_session(Digest{});
  }
  CHECK(store->find_session("new"));
  CHECK(store->find_session("newer")->message_count == 1);
  CHECK_FALSE(store->find_session("never"));
  CHECK(store->find_session("known")->message_count == 2);
}

}  // namespace sessionstore::tests
