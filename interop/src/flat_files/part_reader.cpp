#include "part_reader.h"

#include <sessionstore/json/edit.h>

#include <algorithm>
#include <array>
#include <utility>

#include "opencode_shapes/columns.h"

namespace sessionstore::interop {
namespace {

// Of a message that stands in several sessions each part goes to the session that it names itself;
// one that names none of them goes to the first.
const std::string& owner_of(const json::Document& part, const std::vector<std::string>& sessions) {
  const auto named = json::View(part.text())["sessionID"].string();
  const auto found = std::find(sessions.begin(), sessions.end(), named.value_or(""));
  return found == sessions.end() ? sessions.front() : *found;
}

}  // namespace

PartReader::PartReader(Storage& storage, const SharedMessages& shared)
    : storage_(storage),
      shared_(shared),
      // Where there is no such directory no message has parts; one that cannot be read was named
      // when the storage was looked through.
      has_parts_(Directory().enter(storage.root, storage.layout.parts()) == 0) {}

void PartReader::for_each(const std::string& session, const std::string& message,
                          const Reports& reports, const Use& use) {
  if (!has_parts_) return;
  const std::string folder = storage_.layout.parts_of(session, message);
  const auto path = [&folder](std::string_view name) { return folder + '/' + std::string(name); };
  std::vector<Skipped> unread;
  SkippedList unread_list(unread);
  list_directory(storage_, folder, listing_, unread_list);
  for (const Skipped& one : unread) reports.skipped(one.source, one.reason);
  const auto shared = shared_.find(message);
  const std::vector<std::string>* const sessions =
      shared == shared_.end() ? nullptr : &shared->second;
  // What cannot be read is named once, by the first of the sessions.
  const Reports damage = sessions == nullptr || sessions->front() == session ? reports : Reports();
  for (const Entry& entry : listing_) {
    const NameCheck name = check_json_file(entry);
    if (!name.problem.empty()) damage.skipped(path(entry.name), name.problem);
    if (name.id.empty()) continue;
    auto document = storage_.reader.document(storage_.root, path(entry.name));
    if (!document) {
      damage.skipped(path(entry.name), storage_.reader.problem());
      continue;
    }
    if (sessions != nullptr && owner_of(*document, *sessions) != session) continue;
    if (storage_.reader.repaired()) reports.repaired(path(entry.name));
    use(name.id, *std::move(document));
  }
}

void PartReader::read(const std::string& session, const Message& message, std::int64_t position,
                      SessionVisitor& visitor) {
  for_each(session, message.id, Reports(visitor), [&](std::string_view id, json::Document data) {
    const std::array<json::HeldKey, 3> held{
        {{"id", id}, {"messageID", message.id}, {"sessionID", session}}};
    Part part;
    part.id = id;
    part.message_seq = message.seq;
    part.position = position++;
    part.data = json::without_held_keys(std::move(data), held);
    read_columns(json::View(part.data.text()), message.created, part);
    visitor.on_part(std::move(part));
  });
}

std::optional<Millis> PartReader::earliest(const std::string& session, const std::string& message) {
  std::optional<Millis> earliest;
  for_each(session, message, Reports(), [&](std::string_view /*id*/, const json::Document& data) {
    Part part;
    read_columns(json::View(data.text()), 0, part);
    const bool better =
        part.created > 0 && (!earliest || *earliest == 0 || part.created < *earliest);
    if (better || !earliest) earliest = part.created;
  });
  return earliest;
}

}  // namespace sessionstore::interop
