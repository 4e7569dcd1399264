#include "settling/value_settling.h"

#include <fmt/format.h>
#include <sessionstore/interop/bundle.h>
#include <sessionstore/session_fields.h>

#include <algorithm>
#include <string_view>
#include <tuple>

#include "settling/settled_session.h"

namespace sessionstore::cli {

namespace {

constexpr std::string_view kRecord = "record ";

/// Where a conflict's value is in a session. Values are JSON, empty where there is none.
class Place {
 public:
  explicit Place(const SyncConflict& conflict) : field_(conflict.field) {
    if (!field_.starts_with(kRecord)) return;
    const std::string_view names = std::string_view(field_).substr(kRecord.size());
    const std::size_t space = names.find(' ');
    record_.kind = names.substr(0, space);
    if (space != std::string_view::npos) record_.key = names.substr(space + 1);
  }

  [[nodiscard]] std::string value_in(const SessionArchive& archive) const {
    if (!is_record()) {
      const auto fields = session_fields(archive.session);
      const auto found = fields.find(field_);
      return found == fields.end() ? std::string() : found->second;
    }
    const auto found = std::ranges::find_if(archive.records,
                                            [this](const Record& record) { return is_it(record); });
    return found == archive.records.end() ? std::string() : found->data.text();
  }

  void set(SessionArchive& archive, const std::string& value) const {
    if (!is_record()) {
      set_session_field(archive.session, field_, value);
      return;
    }
    std::erase_if(archive.records, [this](const Record& record) { return is_it(record); });
    if (value.empty()) return;
    Record record = record_;
    record.data = json::Document::parse(value);
    archive.records.push_back(std::move(record));
    std::ranges::sort(archive.records, {},
                      [](const Record& any) { return std::tie(any.kind, any.key); });
  }

 private:
  [[nodiscard]] bool is_record() const { return !record_.kind.empty(); }
  [[nodiscard]] bool is_it(const Record& record) const {
    return record.kind == record_.kind && record.key == record_.key;
  }

  std::string field_;
  Record record_;  // what names it, where it is one
};

const std::string& value_of(const SyncConflict& conflict, const std::string& keep) {
  return keep == "local" ? conflict.local_value : conflict.remote_value;
}

}  // namespace

std::vector<std::string> value_steps(SyncSides& sides, const SyncConflict& conflict,
                                     const std::string& keep) {
  const SettledSession session = read_settled(sides, conflict.session);
  const std::string& value = value_of(conflict, keep);
  if (Place(conflict).value_in(session.archive) == value) return {};
  constexpr std::size_t kShort = 80;
  const std::string shown = value.empty() ? ", which is none" : ": " + value;
  return {fmt::format("session {} gets the {} {}{}", name_of_settled(sides, conflict.session), keep,
                      conflict.field, shown.size() > kShort ? "" : shown)};
}

std::vector<std::filesystem::path> settle_value(SyncSides& sides, const SyncConflict& conflict,
                                                const std::string& keep, Millis when) {
  const SettledSession session = read_settled(sides, conflict.session);
  const Place place(conflict);
  if (place.value_in(session.archive) == value_of(conflict, keep)) return {};
  SessionArchive settled = session.archive;
  place.set(settled, value_of(conflict, keep));
  std::vector<std::filesystem::path> copies{
      sides.copies().keep(sides.remote_store(), conflict.session, when)};
  replace_settled(sides, session, settled);
  return copies;
}

void undo_value(SyncSides& sides, const SyncConflict& conflict) {
  const auto copy = sides.copies().find(conflict.session, *conflict.resolved);
  if (!copy) return;  // what was kept was in force already
  const Place place(conflict);
  const SettledSession session = read_settled(sides, conflict.session);
  if (place.value_in(session.archive) != value_of(conflict, conflict.resolution)) return;
  SessionArchive before = session.archive;
  place.set(before,
            place.value_in(archive_session(*interop::open_bundle(*copy), conflict.session)));
  replace_settled(sides, session, before);
}

}  // namespace sessionstore::cli
