#include <fmt/format.h>
#include <sessionstore/error.h>
#include <sessionstore/interop/opencode_export.h>
#include <sessionstore/json/view.h>

#include <utility>

#include "export/needed_members.h"
#include "export/pretty_json.h"

namespace sessionstore::interop {
namespace {

bool is_object(const json::Document& data) { return json::View(data.text()).is_object(); }

}  // namespace

void OpencodeExport::on_session(Session session) {
  if (!is_object(session.data)) {
    throw Error(ErrorCode::unsupported,
                "session " + session.id + " is none of OpenCode's: its data is no object",
                "export it as a bundle");
  }
  session_ = session.id;
  output_.write("{\n  \"info\": ");
  // One that was not OpenCode's has no project id of OpenCode's; `global` is the one of no project.
  const std::string project =
      session.agent_project_id.empty() ? "global" : session.agent_project_id;
  const json::Document info = with_needed_members(session);
  if (session.parent_id) {
    write_object(output_, info.text(), 1,
                 {{"id", session.id},
                  {"projectID", project, "directory"},
                  {"parentID", *session.parent_id, "title"}},
                 {"share"});
  } else {
    write_object(output_, info.text(), 1, {{"id", session.id}, {"projectID", project, "directory"}},
                 {"share"});
  }
  output_.write(",\n  \"messages\": [");
}

void OpencodeExport::end_message() {
  if (!std::exchange(in_message_, false)) return;
  output_.write(parts_of_message_ > 0 ? "\n      ]\n    }" : "]\n    }");
}

void OpencodeExport::on_message(Message message) {
  message_ = message.id;
  const std::string role = is_object(message.data)
                               ? json::View(message.data.text())["role"].string().value_or("")
                               : std::string();
  message_left_out_ = role != "user" && role != "assistant";
  if (message_left_out_) {
    skipped.push_back({"session " + session_ + ", message " + message.id,
                       "OpenCode cannot read a message without a role"});
    return;
  }
  end_message();
  output_.write(messages++ == 0 ? "\n" : ",\n");
  output_.write("    {\n      \"info\": ");
  write_object(output_, with_needed_members(message, last_user_).text(), 3,
               {{"id", message.id}, {"sessionID", session_}});
  output_.write(",\n      \"parts\": [");
  if (role == "user") last_user_ = message.id;
  created_ = message.created;
  in_message_ = true;
  parts_of_message_ = 0;
}

void OpencodeExport::on_part(Part part) {
  const std::string name = "session " + session_ + ", part " + part.id;
  if (message_left_out_) {
    skipped.push_back({name, "it belongs to message " + message_ + ", which is left out"});
    return;
  }
  if (!is_object(part.data)) {
    skipped.push_back({name, "OpenCode cannot read a part that is no object"});
    return;
  }
  const std::optional<json::Document> data = with_needed_members(part, created_);
  if (!data) {
    skipped.push_back(
        {name,
         "OpenCode cannot read a part of no type that it knows, or without what that demands"});
    return;
  }
  output_.write(parts_of_message_++ == 0 ? "\n        " : ",\n        ");
  write_object(output_, data->text(), 4,
               {{"id", part.id}, {"sessionID", session_}, {"messageID", message_}});
  ++parts;
}

void OpencodeExport::on_record(Record /*record*/) { ++records_; }

void OpencodeExport::finish() {
  end_message();
  output_.write(messages > 0 ? "\n  ]\n}\n" : "]\n}\n");
  if (records_ > 0) {
    notes.push_back(
        {"session " + session_,
         fmt::format("{} record{} (todo list, diff ...) left out: OpenCode's format has "
                     "no place for them",
                     records_, records_ == 1 ? "" : "s")});
  }
}

}  // namespace sessionstore::interop
