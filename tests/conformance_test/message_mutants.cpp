// What can go wrong with messages, parts and records, one at a time.
#include <sessionstore/conformance/rows.h>
#include <sessionstore/error.h>

#include <algorithm>

#include "forwarding_store.h"
#include "mutants.h"
#include "wrap.h"

namespace sessionstore::tests {
namespace {

struct SwallowsAnAppend : ForwardingStore {
  using ForwardingStore::ForwardingStore;
  int appends = 0;
  Message append_message(std::string_view session, const Turn& turn) override {
    if (++appends % 7 != 0) return inner().append_message(session, turn);
    Message lost = turn.message;
    lost.seq = inner().find_session(session)->message_count + 1;
    return lost;
  }
};

struct DoublesAnAppend : ForwardingStore {
  using ForwardingStore::ForwardingStore;
  Message append_message(std::string_view session, const Turn& turn) override {
    Turn again = turn;
    again.message.id += "-again";
    const Message message = inner().append_message(session, turn);
    if (message.seq == 5) inner().append_message(session, again);
    return message;
  }
};

struct AppendsPartByPart : ForwardingStore {
  using ForwardingStore::ForwardingStore;
  Message append_message(std::string_view session, const Turn& turn) override {
    const Message message = inner().append_message(session, {turn.message, {}});
    for (const Part& part : turn.parts) inner().append_part(session, message.id, part);
    return message;
  }
};

struct SortsPartsById : ForwardingStore {
  using ForwardingStore::ForwardingStore;
  std::vector<Turn> read_messages(std::string_view session, std::int64_t after,
                                  std::int64_t limit) override {
    auto turns = inner().read_messages(session, after, limit);
    for (Turn& turn : turns) {
      std::sort(turn.parts.begin(), turn.parts.end(),
                [](const Part& a, const Part& b) { return a.id < b.id; });
    }
    return turns;
  }
};

struct LeavesAGapInSeq : ForwardingStore {
  using ForwardingStore::ForwardingStore;
  std::vector<Turn> read_messages(std::string_view session, std::int64_t after,
                                  std::int64_t limit) override {
    auto turns = inner().read_messages(session, after, limit);
    for (Turn& turn : turns) turn.message.seq += turn.message.seq > 20 ? 1 : 0;
    return turns;
  }
};

struct ReformatsNumbers : ForwardingStore {
  using ForwardingStore::ForwardingStore;
  Message append_message(std::string_view session, const Turn& turn) override {
    Turn other = turn;
    std::string text = turn.message.data.text();
    const auto at = text.find("1.10");
    if (at != std::string::npos) text.replace(at, 4, "1.1");
    other.message.data = json::Document::parse(text);
    return inner().append_message(session, other);
  }
};

struct UpdatesCountNoRevision : ForwardingStore {
  using ForwardingStore::ForwardingStore;
  Revision update_part(std::string_view session, std::string_view message, const Part& part,
                       std::optional<Revision> expected) override {
    return inner().update_part(session, message, part, expected) - 1;
  }
};

struct UpdatesWithoutLooking : ForwardingStore {
  using ForwardingStore::ForwardingStore;
  Revision update_part(std::string_view session, std::string_view message, const Part& part,
                       std::optional<Revision>) override {
    return inner().update_part(session, message, part, std::nullopt);
  }
};

struct GrowsTwiceWhereTextIsLong : ForwardingStore {
  using ForwardingStore::ForwardingStore;
  Revision grow_part(std::string_view session, std::string_view message, std::string_view part,
                     std::string_view text, std::optional<Revision> expected) override {
    const std::string twice = std::string(text) + std::string(text.size() > 60'000 ? text : "");
    return inner().grow_part(session, message, part, twice, expected);
  }
};

struct LosesRecords : ForwardingStore {
  using ForwardingStore::ForwardingStore;
  std::vector<Record> read_records(std::string_view session) override {
    auto records = inner().read_records(session);
    if (records.size() > 2) records.pop_back();
    return records;
  }
};

struct OrdersRecordsByKey : ForwardingStore {
  using ForwardingStore::ForwardingStore;
  std::vector<Record> read_records(std::string_view session) override {
    auto records = inner().read_records(session);
    std::sort(records.begin(), records.end(),
              [](const Record& a, const Record& b) { return a.key < b.key; });
    return records;
  }
};

struct CountsWhereNothingWasDeleted : ForwardingStore {
  using ForwardingStore::ForwardingStore;
  bool delete_record(std::string_view session, std::string_view kind,
                     std::string_view key) override {
    const bool found = inner().delete_record(session, kind, key);
    if (!found) inner().rename_session(session, inner().find_session(session)->title, {});
    return found;
  }
};

}  // namespace

std::vector<StoreMutant> mutants_of_messages() {
  return {
      {"swallows an append", "messages: are numbered without a gap, and read with their parts",
       Wrap<SwallowsAnAppend>()},
      {"doubles an append", "concurrency: 8 threads append to one session, one reads",
       Wrap<DoublesAnAppend>()},
      {"appends part by part", "atomicity: an append whose second part has an id twice",
       Wrap<AppendsPartByPart>()},
      {"sorts parts by id", "messages: are in the order they were appended in, and so are parts",
       Wrap<SortsPartsById>()},
      {"leaves a gap in seq", "messages: are numbered without a gap, and read with their parts",
       Wrap<LeavesAGapInSeq>()},
      {"reformats numbers", "text: each way to write a number", Wrap<ReformatsNumbers>()},
      {"counts no revision", "revisions: each write counts one, and returns it",
       Wrap<UpdatesCountNoRevision>()},
      {"ignores the expected revision of a part", "conflicts: update_part",
       Wrap<UpdatesWithoutLooking>()},
      {"grows twice", "growth: a piece may be any text", Wrap<GrowsTwiceWhereTextIsLong>()},
      {"loses a record", "records: keep kind and key apart", Wrap<LosesRecords>()},
      {"orders records by key", "records: are made, replaced, read in order and deleted",
       Wrap<OrdersRecordsByKey>()},
      {"counts what changed nothing", "revisions: reads, and writes without effect, count nothing",
       Wrap<CountsWhereNothingWasDeleted>()},
  };
}

}  // namespace sessionstore::tests
