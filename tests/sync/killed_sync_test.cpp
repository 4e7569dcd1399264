// A sync that is killed between a write and what the journal is told of it.
#include <catch2/catch.hpp>
#include <stdexcept>

#include "conformance_test/forwarding_store.h"
#include "conformance_test/forwarding_writer.h"
#include "sync/replicas.h"

namespace sessionstore::tests {
namespace {

using Said = std::vector<std::string>;

/// A store whose user is killed as soon as a session is written.
struct KillsWriters : ForwardingStore {
  using ForwardingStore::ForwardingStore;
  struct Writer final : ForwardingWriter {
    using ForwardingWriter::ForwardingWriter;
    void commit() override {
      ForwardingWriter::commit();
      throw std::runtime_error("killed");
    }
  };
  std::unique_ptr<BulkWriter> bulk_writer() override {
    return std::make_unique<Writer>(inner().bulk_writer());
  }
};

TEST_CASE("what was written by a sync that was killed then is not taken for another's change") {
  const auto store = open_sqlite(":memory:");
  Machine alice{"alice"};
  Machine bob{"bob"};
  alice.store->create_session(make_session("s"));
  alice.store->append_message("s", saying("m1", "hello"));
  alice.sync_with(*store);
  bob.sync_with(*store);
  alice.store->update_part("s", "m1", text_part("m1-part", "hello wor"));
  alice.store->append_message("s", saying("m2", "mo"));
  const bool with_changes_of_bob = GENERATE(true, false);
  if (with_changes_of_bob) {
    bob.store->rename_session("s", "renamed");
    bob.store->put_record("s", make_record("todo", "", "[]"), std::nullopt);
    bob.sync_with(*store);
  }
  KillsWriters killing(std::shared_ptr<SessionStore>(store.get(), [](SessionStore*) {}));
  CHECK_THROWS_WITH(alice.sync_with(killing), "killed");
  // As an agent that goes on writing its answer.
  alice.store->update_part("s", "m1", text_part("m1-part", "hello world"));
  alice.store->update_part("s", "m2", text_part("m2-part", "more"));
  CHECK(alice.sync_with(*store).conflicts.empty());
  bob.sync_with(*store);
  CHECK(said_in(*store, "s") == Said{"hello world", "more"});
  CHECK(alice.store->find_session("s")->title ==
        (with_changes_of_bob ? "renamed" : make_session("s").title));
  CHECK(alice.store->read_records("s").size() == (with_changes_of_bob ? 1 : 0));
  CHECK(state_of(*alice.store) == state_of(*store));
  CHECK(state_of(*bob.store) == state_of(*store));
}

}  // namespace
}  // namespace sessionstore::tests
