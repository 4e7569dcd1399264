#include "part_reader.h"

#include <sessionstore/json/edit.h>

#include <algorithm>
#include <array>
#include <cerrno>
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
    : reader_(storage.reader), shared_(shared) {
  // Where there is no such directory no message has parts; one that cannot be read was named when
  // the storage was looked through.
  parts_.open_in(storage.root, "part");
}

void PartReader::for_each(const std::string& session, const std::string& message,
                          const Reports& reports, const Use& use) {
  if (!parts_.is_open()) return;
  const auto path = [&message](std::string_view name) {
    return "part/" + message + '/' + std::string(name);
  };
  int error = directory_.open_in(parts_, message.c_str());
  if (error == ENOENT) return;
  if (error == 0) error = directory_.list(listing_);
  if (error != 0) {
    reports.skipped("part/" + message, reason_of(error));
    return;
  }
  const auto shared = shared_.find(message);
  const std::vector<std::string>* const sessions =
      shared == shared_.end() ? nullptr : &shared->second;
  // What cannot be read is named once, by the first of the sessions.
  const Reports damage = sessions == nullptr || sessions->front() == session ? reports : Reports();
  for (const Entry& entry : listing_) {
    const NameCheck name = check_json_file(entry);
    if (!name.problem.empty()) damage.skipped(path(entry.name), name.problem);
    if (name.id.empty()) continue;
    auto document = reader_.document(directory_, entry.name.data());
    if (!document) {
      damage.skipped(path(entry.name), reader_.problem());
      continue;
    }
    if (sessions != nullptr && owner_of(*document, *sessions) != session) continue;
    if (reader_.repaired()) reports.repaired(path(entry.name));
    use(name.id, *std::move(document));
  }
}

void PartReader::read(const std::string& session, const Message& message, SessionVisitor& visitor) {
  std::int64_t position = 0;
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
