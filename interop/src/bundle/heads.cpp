#include "bundle/heads.h"

#include <fmt/format.h>

#include <cmath>
#include <optional>
#include <string_view>

#include "bundle/format.h"

namespace sessionstore::interop::bundle {
namespace {

using json::quote;
using json::View;

/// Builds `{"kind":{"key":value,...}`; what is empty or zero is left out.
class Head {
 public:
  Head(std::string_view kind, std::string_view id_key, std::string_view id)
      : text_(fmt::format(R"({{"{}":{{"{}":{})", kind, id_key, quote(id))) {}

  Head& text(std::string_view key, std::string_view value) {
    return value.empty() ? *this : raw(key, quote(value));
  }
  Head& number(std::string_view key, std::int64_t value) {
    return value == 0 ? *this : raw(key, std::to_string(value));
  }
  Head& number(std::string_view key, double value) {
    // The shortest text that is read back as the same number.
    return value == 0 || !std::isfinite(value) ? *this : raw(key, fmt::format("{}", value));
  }
  std::string data(const json::Document& data) {
    raw("bytes", std::to_string(data.text().size()));
    return end();
  }
  std::string end() { return std::move(text_) + '}'; }
  Head& raw(std::string_view key, std::string_view value) {
    text_ += fmt::format(R"(,"{}":{})", key, value);
    return *this;
  }

 private:
  std::string text_;
};

std::string text_in(View value) { return value.string().value_or(""); }
std::int64_t number_of(View value) { return value.integer().value_or(0); }

}  // namespace

std::string head_of(const Session& session) {
  Head head(kSession, "id", session.id);
  head.text("project", session.project_id).text("agentProject", session.agent_project_id);
  if (session.parent_id) head.raw("parent", quote(*session.parent_id));
  head.text("title", session.title).text("directory", session.directory);
  head.text("author", session.author).text("machine", session.machine);
  head.number("created", session.created).number("updated", session.updated);
  if (session.archived) head.raw("archived", std::to_string(*session.archived));
  return head.data(session.data);
}

std::string head_of(const Message& message) {
  return Head(kMessage, "id", message.id)
      .text("role", message.role)
      .number("created", message.created)
      .number("updated", message.updated)
      .number("inputTokens", message.input_tokens)
      .number("outputTokens", message.output_tokens)
      .number("cost", message.cost)
      .data(message.data);
}

std::string head_of(const Part& part) {
  return Head(kPart, "id", part.id)
      .text("type", part.type)
      .number("created", part.created)
      .number("updated", part.updated)
      .data(part.data);
}

std::string head_of(const Record& record) {
  return Head(kRecord, "kind", record.kind).text("key", record.key).data(record.data);
}

std::string head_of(const Project& project) {
  return Head(kProject, "id", project.id).text("name", project.name).end();
}

void read_head(View columns, Session& session) {
  session.id = text_in(columns["id"]);
  session.project_id = text_in(columns["project"]);
  session.agent_project_id = text_in(columns["agentProject"]);
  session.parent_id = columns["parent"].string();
  session.title = text_in(columns["title"]);
  session.directory = text_in(columns["directory"]);
  session.author = text_in(columns["author"]);
  session.machine = text_in(columns["machine"]);
  session.created = number_of(columns["created"]);
  session.updated = number_of(columns["updated"]);
  session.archived = columns["archived"].integer();
}

void read_head(View columns, Message& message) {
  message.id = text_in(columns["id"]);
  message.role = text_in(columns["role"]);
  message.created = number_of(columns["created"]);
  message.updated = number_of(columns["updated"]);
  message.input_tokens = number_of(columns["inputTokens"]);
  message.output_tokens = number_of(columns["outputTokens"]);
  message.cost = columns["cost"].number().value_or(0);
}

void read_head(View columns, Part& part) {
  part.id = text_in(columns["id"]);
  part.type = text_in(columns["type"]);
  part.created = number_of(columns["created"]);
  part.updated = number_of(columns["updated"]);
}

void read_head(View columns, Record& record) {
  record.kind = text_in(columns["kind"]);
  record.key = text_in(columns["key"]);
}

void read_head(View columns, Project& project) {
  project.id = text_in(columns["id"]);
  project.name = text_in(columns["name"]);
}

}  // namespace sessionstore::interop::bundle
