#include <fmt/format.h>
#include <sessionstore/error.h>
#include <sessionstore/limits.h>

#include "json/utf8.h"

namespace sessionstore {
namespace {

void check_size(std::string_view what, std::size_t bytes, std::size_t limit) {
  if (bytes <= limit) return;
  throw Error(ErrorCode::constraint,
              fmt::format("{} has {} bytes; the limit is {}", what, bytes, limit));
}

void check_text(std::string_view what, std::string_view text) {
  if (!json::is_utf8(text)) {
    throw Error(ErrorCode::constraint, fmt::format("{} is not valid UTF-8", what));
  }
}

void check_data(std::string_view what, const json::Document& data) {
  check_size(what, data.text().size(), kMaxDocumentBytes);
}

}  // namespace

void check_id(std::string_view what, std::string_view id) {
  if (id.empty()) throw Error(ErrorCode::constraint, fmt::format("{} is empty", what));
  check_size(what, id.size(), kMaxIdBytes);
  check_text(what, id);
  if (id.find('\0') != std::string_view::npos) {
    throw Error(ErrorCode::constraint, fmt::format("{} has a NUL byte in it", what));
  }
}

void check_field(std::string_view what, std::string_view value) {
  check_size(what, value.size(), kMaxFieldBytes);
  check_text(what, value);
}

void check(const Session& session) {
  check_id("the session's id", session.id);
  check_id("the session's project id", session.project_id);
  if (session.parent_id) check_id("the session's parent id", *session.parent_id);
  check_size("the session's agent project id", session.agent_project_id.size(), kMaxIdBytes);
  check_text("the session's agent project id", session.agent_project_id);
  check_field("the session's title", session.title);
  check_field("the session's directory", session.directory);
  check_field("the session's author", session.author);
  check_field("the session's machine", session.machine);
  check_data("the session's data", session.data);
}

void check(const Message& message) {
  check_id("the message's id", message.id);
  check_field("the message's role", message.role);
  check_data("the message's data", message.data);
}

void check(const Part& part) {
  check_id("the part's id", part.id);
  check_field("the part's type", part.type);
  check_data("the part's data", part.data);
}

void check(const Record& record) {
  check_id("the record's kind", record.kind);
  check_size("the record's key", record.key.size(), kMaxIdBytes);
  check_text("the record's key", record.key);
  check_data("the record's data", record.data);
}

void check(const Project& project) {
  check_id("the project's id", project.id);
  check_field("the project's name", project.name);
  for (const std::string& alias : project.aliases) check_id("the project's alias", alias);
  for (const Record& record : project.records) check(record);
}

}  // namespace sessionstore
