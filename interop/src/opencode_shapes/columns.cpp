#include "columns.h"

#include <algorithm>
#include <cmath>

#include "ids.h"

namespace sessionstore::interop {
namespace {

using json::Cursor;
using json::View;

std::string fitted_text(View value) { return fit_field(value.string().value_or("")); }

void read_tokens(View tokens, Message& message) {
  const View cache = tokens["cache"];
  message.input_tokens =
      token_count(tokens["input"]) + token_count(cache["read"]) + token_count(cache["write"]);
  message.output_tokens = token_count(tokens["output"]) + token_count(tokens["reasoning"]);
}

}  // namespace

std::int64_t token_count(View value) {
  const std::int64_t count = value.integer().value_or(0);
  return count >= 0 && count <= kMostCounted ? count : 0;
}

double cost_of(View value) {
  constexpr double kMost = 1e15;
  const double cost = value.number().value_or(0);
  return std::abs(cost) <= kMost ? cost : 0;
}

std::optional<Millis> time_of(View value) {
  std::optional<Millis> time = value.integer();
  if (!time) {
    const std::optional<double> fraction = value.number();
    if (!fraction || !(*fraction >= 0 && *fraction <= static_cast<double>(kEndOfTime))) {
      return std::nullopt;
    }
    time = static_cast<Millis>(std::floor(*fraction));
  }
  if (*time < 0 || *time > kEndOfTime) return std::nullopt;
  return time;
}

void read_columns(View data, Session& session) {
  session.title = fitted_text(data["title"]);
  session.directory = fitted_text(data["directory"]);
  session.parent_id = data["parentID"].string();
  // What is no id stays in the data alone.
  if (session.parent_id && !is_usable_id(*session.parent_id)) session.parent_id.reset();
  const View time = data["time"];
  session.created = time_of(time["created"]).value_or(0);
  session.updated = time_of(time["updated"]).value_or(0);
  session.archived = time_of(time["archived"]);
}

void read_columns(View data, Message& message) {
  if (!data.is_object()) return;
  View time;
  View tokens;
  for (Cursor member(data); member.next();) {
    if (member.key_is("role")) {
      message.role = fitted_text(member.value());
    } else if (member.key_is("time")) {
      time = member.value();
    } else if (member.key_is("tokens")) {
      tokens = member.value();
    } else if (member.key_is("cost")) {
      message.cost = cost_of(member.value());
    }
  }
  message.created = time_of(time["created"]).value_or(0);
  message.updated = time_of(time["completed"]).value_or(message.created);
  read_tokens(tokens, message);
}

void read_columns(View data, Millis message_created, Part& part) {
  View time;
  View state;
  if (data.is_object()) {
    for (Cursor member(data); member.next();) {
      if (member.key_is("type")) {
        part.type = fitted_text(member.value());
      } else if (member.key_is("time")) {
        time = member.value();
      } else if (member.key_is("state")) {
        state = member.value();
      }
    }
  }
  std::optional<Millis> created = time_of(time["start"]);
  std::optional<Millis> updated = time_of(time["end"]);
  if (!created || !updated) {
    const View state_time = state["time"];
    if (!created) created = time_of(state_time["start"]);
    if (!updated) updated = time_of(state_time["end"]);
  }
  part.created = created.value_or(message_created);
  part.updated = updated.value_or(part.created);
}

std::string working_directory(View message) {
  View path = message["path"];
  // Up to 0.3.
  if (!path.is_object()) path = message["metadata"]["assistant"]["path"];
  std::string directory = fitted_text(path["cwd"]);
  return directory.empty() ? fitted_text(path["root"]) : directory;
}

}  // namespace sessionstore::interop
