#include "render/session_json.h"

#include <fmt/format.h>
#include <sessionstore/error.h>

#include <nlohmann/json.hpp>
#include <utility>

namespace sessionstore::cli {

namespace {

template <typename T>
Json or_null(const std::optional<T>& value) {
  return value ? Json(*value) : Json(nullptr);
}

}  // namespace

Json session_json(const Session& session) {
  return {{"id", session.id},
          {"project", session.project_id},
          {"parent", or_null(session.parent_id)},
          {"title", session.title},
          {"directory", session.directory},
          {"author", session.author},
          {"machine", session.machine},
          {"messages", session.message_count},
          {"input_tokens", session.input_tokens},
          {"output_tokens", session.output_tokens},
          {"cost", session.cost},
          {"created", session.created},
          {"updated", session.updated},
          {"archived", or_null(session.archived)}};
}

Json skipped_json(const std::vector<Skipped>& skipped) {
  Json list = Json::array();
  for (const Skipped& item : skipped) {
    list.push_back({{"source", item.source}, {"reason", item.reason}});
  }
  return list;
}

void check_hash(const json::Document& data, std::string_view row) {
  if (!data.intact()) {
    throw Error(ErrorCode::corrupt,
                fmt::format("the content of {} does not match its hash: it is damaged", row),
                "`sessionstore verify` finds all that is damaged; import the session again");
  }
}

void SessionJson::begin_row(const Json& columns) {
  writer_.begin_object();
  for (const auto& [key, value] : columns.items()) {
    writer_.member(key, value);
  }
}

void SessionJson::end_row(const json::Document& data) {
  writer_.key("data");
  writer_.raw(data.text());
}

void SessionJson::on_session(Session session) {
  check_hash(session.data, "session " + session.id);
  writer_.begin_object();
  writer_.key("session");
  Json columns = session_json(session);
  columns["agent_project"] = session.agent_project_id;
  columns["revision"] = session.revision;
  begin_row(columns);
  end_row(session.data);
  writer_.end();
  writer_.key("messages");
  writer_.begin_array();
  place_ = Place::messages;
}

void SessionJson::on_message(Message message) {
  check_hash(message.data, "message " + message.id);
  if (std::exchange(place_, Place::parts) == Place::parts) {
    writer_.end();
    writer_.end();
  }
  begin_row({{"id", message.id},
             {"seq", message.seq},
             {"role", message.role},
             {"created", message.created},
             {"updated", message.updated},
             {"input_tokens", message.input_tokens},
             {"output_tokens", message.output_tokens},
             {"cost", message.cost},
             {"revision", message.revision}});
  end_row(message.data);
  writer_.key("parts");
  writer_.begin_array();
}

void SessionJson::on_part(Part part) {
  check_hash(part.data, "part " + part.id);
  begin_row({{"id", part.id},
             {"position", part.position},
             {"type", part.type},
             {"created", part.created},
             {"updated", part.updated},
             {"revision", part.revision}});
  end_row(part.data);
  writer_.end();
}

void SessionJson::begin_records() {
  if (place_ == Place::records) {
    return;
  }
  if (std::exchange(place_, Place::records) == Place::parts) {
    writer_.end();
    writer_.end();
  }
  writer_.end();
  writer_.key("records");
  writer_.begin_array();
}

void SessionJson::on_record(Record record) {
  check_hash(record.data, fmt::format("record {} {}", record.kind, record.key));
  begin_records();
  begin_row({{"kind", record.kind}, {"key", record.key}});
  end_row(record.data);
  writer_.end();
}

void SessionJson::finish() {
  begin_records();
  writer_.end();
  if (!skipped_.empty()) {
    writer_.member("skipped", skipped_json(skipped_));
  }
  writer_.end();
}

}  // namespace sessionstore::cli
