#include <sessionstore/json/edit.h>
#include <sessionstore/json/view.h>
#include <sessionstore/session_fields.h>

#include <array>
#include <string_view>

namespace sessionstore {
namespace {

constexpr std::string_view kTime = "time";
constexpr const char* kTitle = "title";
constexpr const char* kArchived = "time.archived";
constexpr const char* kUpdated = "time.updated";

}  // namespace

std::map<std::string, std::string> session_fields(const Session& session) {
  std::map<std::string, std::string> fields;
  for (json::Cursor member{json::View(session.data.text())}; member.next();) {
    const std::string name = json::View(member.raw_key()).string().value_or("");
    if (name == kTime && member.value().is_object()) {
      for (json::Cursor time(member.value()); time.next();) {
        fields["time." + json::View(time.raw_key()).string().value_or("")] = time.value().text();
      }
    } else {
      fields[name] = member.value().text();
    }
  }
  // Data without these members has them nowhere else.
  fields[kTitle] = json::quote(session.title);
  fields.erase(kArchived);
  if (session.archived) fields[kArchived] = std::to_string(*session.archived);
  return fields;
}

void set_session_field(Session& session, const std::string& name, const std::string& json) {
  const json::View parsed(json);
  if (name == kTitle) session.title = parsed.string().value_or("");
  if (name == kArchived) session.archived = parsed.integer();
  if (name == kUpdated) session.updated = parsed.integer().value_or(session.updated);
  if (!json::View(session.data.text()).is_object()) return;
  if (name.starts_with("time.")) {
    const std::array<std::string_view, 2> path{kTime, std::string_view(name).substr(5)};
    session.data = json::with_member(session.data, path, json);
  } else {
    const std::array<std::string_view, 1> path{name};
    session.data = json::with_member(session.data, path, json);
  }
}

}  // namespace sessionstore
