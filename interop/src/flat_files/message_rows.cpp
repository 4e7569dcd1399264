#include "message_rows.h"

#include <sessionstore/json/edit.h>

#include <algorithm>
#include <array>
#include <tuple>
#include <utility>

#include "embedded_parts.h"
#include "opencode_shapes/columns.h"
#include "opencode_shapes/recovery.h"

namespace sessionstore::interop {

MessageRows::MessageRows(Storage& storage, PartReader& parts, const PlannedSession& session,
                         const Reports& reports, std::size_t budget)
    : storage_(storage), parts_(parts), session_(session), reports_(reports), budget_(budget) {
  const std::string directory = storage.layout.messages_of(session.id);
  std::vector<Skipped> skipped;
  SkippedList skipped_list(skipped);
  if (session.has_messages) {
    list_directory(storage, directory, storage.listing, skipped_list);
    rows_.reserve(storage.listing.size());
    for_each_json(storage.listing, directory, skipped_list,
                  [&](const std::string& id, const std::string& path) { read_file(id, path); });
  }
  for (const Skipped& one : skipped) reports_.skipped(one.source, one.reason);
  for (const std::string& id : session.orphans) {
    add_placeholder(id, storage.layout.parts_of(session.id, id), "message file missing");
  }
  sort();
}

std::string MessageRows::path_of(const std::string& id) const {
  return storage_.layout.messages_of(session_.id) + '/' + id + ".json";
}

json::Document MessageRows::strip(const std::string& id, const json::Document& document) const {
  const std::array<json::HeldKey, 2> held{{{"id", id}, {"sessionID", session_.id}}};
  return json::without_held_keys(document, held);
}

void MessageRows::read_file(const std::string& id, const std::string& path) {
  const auto document = storage_.reader.document(storage_.root, path);
  if (!document) {
    reports_.skipped(path, storage_.reader.problem());
    add_placeholder(id, path, "message file unreadable");
    return;
  }
  if (storage_.reader.repaired()) reports_.repaired(path);
  Row& row = rows_.emplace_back();
  row.message.id = id;
  read_columns(json::View(document->text()), row.message);
  if (storage_.layout.is_of_project() && row.message.created == 0) {
    read_metadata_columns(json::View(document->text()), row.message);
  }
  row.dropped = document->text().size() > budget_;
  if (row.dropped) return;
  row.message.data = strip(id, *document);
  budget_ -= row.message.data.text().size();
}

void MessageRows::add_placeholder(const std::string& id, const std::string& path,
                                  std::string_view reason) {
  const std::optional<Millis> created = parts_.earliest(session_.id, id);
  if (!created) return;
  rows_.push_back({recovered_message(id, *created, reason), false});
  reports_.note(path, "its parts are kept under a recovered message: " + std::string(reason));
}

void MessageRows::sort() {
  std::sort(rows_.begin(), rows_.end(), [](const Row& a, const Row& b) {
    return std::tie(a.message.created, a.message.id) < std::tie(b.message.created, b.message.id);
  });
  std::int64_t seq = 0;
  for (Row& row : rows_) {
    row.message.seq = ++seq;
    if (earliest_ == 0) earliest_ = row.message.created;
    latest_ = std::max(latest_, row.message.updated);
  }
}

Message MessageRows::take(std::size_t index) {
  Row& row = rows_[index];
  if (!row.dropped) return std::move(row.message);
  const std::string path = path_of(row.message.id);
  const auto document = storage_.reader.document(storage_.root, path);
  if (!document) {
    // Its place in the order is taken, and its parts still need an owner.
    reports_.skipped(path, storage_.reader.problem());
    row.message.data = recovered_document("message file unreadable");
  } else {
    row.message.data = strip(row.message.id, *document);
  }
  return std::move(row.message);
}

}  // namespace sessionstore::interop
