#include <mutex>

#include "at_once.h"
#include "store/group.h"

namespace sessionstore::conformance {
namespace {

void reopening_keeps_everything(StorePlace& place) {
  const auto first = place.open();
  put_sample(*first, "s");
  first->grow_part("s", "msg_1_s", "msg_1_s-0", " pending");
  first->archive_session("s", 5);
  first->put_project({"p", "P", {"alias"}, {make_record("k", "", "1")}});
  const Session before = require_some("the session", first->find_session("s"));
  const Digest content = first->find_stored("s")->fingerprint;

  const auto again = place.open();
  const Session after = require_some("the session", again->find_session("s"));
  require_equal("revision", after.revision, before.revision);
  require_equal("updated", after.updated, before.updated);
  require_equal("archived", after.archived, before.archived);
  require_equal("data", after.data, before.data);
  require_equal("content", again->find_stored("s")->fingerprint, content);
  require_equal("text", text_of(again->find_message("s", "msg_1_s")->parts.at(0)),
                "part 0 pending");
  require_equal("alias", require_some("it", again->find_project("alias")).name, "P");
  require_equal("location", again->location(), first->location());
  require_equal("schema", again->status().schema_version, first->status().schema_version);
}

void eight_first_ones_at_once(StorePlace& place) {
  std::mutex mutex;
  std::vector<std::shared_ptr<SessionStore>> stores;  // guarded by mutex
  at_once(8, [&](int thread) {
    auto store = place.open();
    store->create_session(make_session("s" + std::to_string(thread)));
    const std::lock_guard lock(mutex);
    stores.push_back(std::move(store));
  });
  for (const auto& store : stores) require_equal("sessions", store->status().sessions, 8);
}

}  // namespace

void add_opening_checks(std::vector<StoreCheck>& checks) {
  StoreGroup group("opening", checks);
  group.with_place("again keeps everything", reopening_keeps_everything);
  group.with_place("an empty place 8 times at once", eight_first_ones_at_once);
  group.with_place("twice: each sees what the other writes, at once", [](StorePlace& place) {
    const auto one = place.open();
    const auto other = place.open();
    one->create_session(make_session("s"));
    for (int i = 1; i <= 10; ++i) {
      const auto& writer = i % 2 == 0 ? one : other;
      const auto& reader = i % 2 == 0 ? other : one;
      writer->append_message("s", make_turn("m" + std::to_string(i), 1));
      require_equal("messages", reader->read_messages("s", 0, 100).size(), i);
      require_equal("revision", reader->find_session("s")->revision, i + 1);
    }
  });
}

}  // namespace sessionstore::conformance
