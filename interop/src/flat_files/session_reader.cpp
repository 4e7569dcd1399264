#include "session_reader.h"

#include <sessionstore/error.h>
#include <sessionstore/json/edit.h>

#include <algorithm>
#include <tuple>
#include <utility>

#include "embedded_parts.h"
#include "message_rows.h"
#include "opencode_shapes/columns.h"
#include "opencode_shapes/ids.h"
#include "opencode_shapes/recovery.h"
#include "record_scan.h"

namespace sessionstore::interop {
namespace {

json::Document strip(const json::Document& document, const Session& session) {
  std::vector<json::HeldKey> held{{"id", session.id}, {"projectID", session.agent_project_id}};
  if (session.parent_id) held.push_back({"parentID", *session.parent_id});
  return json::without_held_keys(document, held);
}

}  // namespace

Session SessionReader::read_head(const PlannedSession& planned, const Reports& reports,
                                 bool& vanished) {
  if (planned.agent_projects.empty()) {
    reports.note(planned.id, "a recovered session: its file is missing");
    return recovered_session(planned.id, planned.directory, "session file missing");
  }
  const std::string path = storage_.layout.session_file(planned.agent_projects.front(), planned.id);
  const auto document = storage_.reader.document(storage_.root, path);
  if (!document) {
    vanished = storage_.reader.vanished();
    reports.skipped(path, storage_.reader.problem());
    reports.note(path, "what belongs to it is kept under a recovered session of the same id");
    return recovered_session(planned.id, planned.directory, "session file unreadable");
  }
  if (storage_.reader.repaired()) reports.repaired(path);
  Session session;
  session.id = planned.id;
  session.agent_project_id = planned.agent_projects.front();
  read_columns(json::View(document->text()), session);
  if (session.directory.empty()) session.directory = planned.directory;
  session.data = strip(*document, session);
  return session;
}

void SessionReader::read(const PlannedSession& planned, SessionVisitor& visitor) {
  const Reports reports(visitor);
  bool vanished = false;
  Session session = read_head(planned, reports, vanished);
  MessageRows messages(storage_, parts_, planned, reports);
  if (vanished && messages.size() == 0) {
    throw Error(ErrorCode::not_found, "session " + printable(planned.id) + " is no longer there",
                "OpenCode may have deleted it meanwhile: run the command again");
  }
  session.project_id = planned.project_id;
  if (!planned.agent_projects.empty()) session.agent_project_id = planned.agent_projects.front();
  if (session.created == 0) session.created = messages.earliest();
  if (session.updated == 0) session.updated = std::max(messages.latest(), session.created);
  visitor.on_session(std::move(session));

  for (std::size_t index = 0; index < messages.size(); ++index) {
    Message message = messages.take(index);
    note_shared(message.id, planned.id, reports);
    // The parts need its id and times only; the data goes to the visitor.
    Message head;
    head.id = message.id;
    head.seq = message.seq;
    head.created = message.created;
    std::vector<Part> embedded;
    if (storage_.layout.is_of_project()) embedded = take_embedded_parts(message);
    visitor.on_message(std::move(message));
    const auto first = static_cast<std::int64_t>(embedded.size());
    for (Part& part : embedded) visitor.on_part(std::move(part));
    parts_.read(planned.id, head, first, visitor);
  }
  for (Record& record : read_records(planned, reports)) visitor.on_record(std::move(record));
}

std::vector<Record> SessionReader::read_records(const PlannedSession& planned,
                                                const Reports& reports) {
  std::vector<Record> records;
  const auto add = [&](const RecordFile& file) {
    std::vector<Skipped> skipped;
    SkippedList skipped_list(skipped);
    auto record = read_record(storage_, file, skipped_list);
    for (const Skipped& one : skipped) reports.skipped(one.source, one.reason);
    if (!record) return false;
    if (storage_.reader.repaired()) reports.repaired(file.path);
    records.push_back(*std::move(record));
    return true;
  };
  for (std::size_t at = 1; at < planned.agent_projects.size(); ++at) {
    const std::string& agent_project = planned.agent_projects[at];
    const std::string path = storage_.layout.session_file(agent_project, planned.id);
    if (add({"session", fit_id(agent_project + '/' + planned.id), path})) {
      reports.note(path,
                   "an older copy of " +
                       storage_.layout.session_file(planned.agent_projects.front(), planned.id) +
                       ": kept as a record of that session");
    }
  }
  for (const RecordFile& file : planned.record_files) add(file);
  std::sort(records.begin(), records.end(), [](const Record& a, const Record& b) {
    return std::tie(a.kind, a.key) < std::tie(b.kind, b.key);
  });
  return records;
}

void SessionReader::note_shared(const std::string& message, const std::string& session,
                                const Reports& reports) {
  const auto shared = shared_.find(message);
  if (shared == shared_.end()) return;
  reports.note(storage_.layout.messages_of(session) + '/' + message + ".json",
               "several sessions have this message; each has the parts that name it");
}

}  // namespace sessionstore::interop
