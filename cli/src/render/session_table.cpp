#include "render/session_table.h"

#include <algorithm>
#include <string_view>

#include "render/number.h"
#include "render/table.h"
#include "render/text.h"
#include "render/time.h"

namespace sessionstore::cli {

namespace {

constexpr std::size_t kShortId = 16;

std::string marked_title(const Session& session) {
  std::string text = session.parent_id ? "↳ " : "";
  if (session.archived) {
    text += "[archived] ";
  }
  return text + printable_line(session.title.empty() ? "(no title)" : session.title);
}

}  // namespace

std::size_t telling_length(const std::vector<Session>& sessions) {
  std::vector<std::string_view> ids;
  for (const Session& session : sessions) {
    ids.emplace_back(session.id);
  }
  std::ranges::sort(ids);
  std::size_t length = kShortId;
  for (std::size_t i = 1; i < ids.size(); ++i) {
    const auto common = std::ranges::mismatch(ids[i - 1], ids[i]).in2 - ids[i].begin();
    length = std::max(length, static_cast<std::size_t>(common) + 1);
  }
  return length;
}

void print_sessions(std::FILE* out, const Terminal& terminal, const std::vector<Session>& sessions,
                    Millis now, bool projects) {
  const bool authors = std::ranges::any_of(
      sessions, [&](const Session& s) { return s.author != sessions.front().author; });
  std::vector<Table::Column> columns{{.title = "ID"},
                                     {.title = "TITLE", .least = 20},
                                     {.title = "MESSAGES", .right = true, .optional = true},
                                     {.title = "UPDATED"}};
  if (authors) {
    columns.push_back({.title = "AUTHOR", .least = 8});
  }
  if (projects) {
    columns.push_back({.title = "PROJECT", .least = 12, .keep_end = true});
  }
  Table table(std::move(columns));
  const std::size_t length = terminal.is_terminal ? telling_length(sessions) : std::string::npos;
  for (const Session& session : sessions) {
    std::vector<std::string> cells{printable_line(session.id.substr(0, length)),
                                   marked_title(session), grouped(session.message_count),
                                   relative_time(session.updated, now)};
    if (authors) {
      cells.push_back(printable_line(session.author));
    }
    if (projects) {
      cells.push_back(printable_line(session.project_id));
    }
    table.add(std::move(cells));
  }
  table.print(out, terminal);
}

}  // namespace sessionstore::cli
