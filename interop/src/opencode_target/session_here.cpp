#include "session_here.h"

#include <utility>

#include "opencode_db/orphaned_parts.h"
#include "opencode_db/second_generation.h"
#include "opencode_db/session_reader.h"
#include "opencode_db/session_records.h"

namespace sessionstore::interop {

SessionHere::SessionHere(sql::Connection& connection, const Tables& tables, const std::string& id,
                         const std::string& location) {
  const Table& table = tables.at("session");
  connection.query(table.select("WHERE id = ?"), {id}, [&](const sql::Row& raw) {
    row_.emplace(table).complete_from(TableRow(table, raw));
  });
  if (has_second_generation(tables)) {
    connection.query("SELECT 1 FROM session_v2 WHERE id = ?", {id},
                     [&](const sql::Row& /*row*/) { second_ = true; });
  }
  if (!row_ && !second_) {
    records_ = read_session_records(connection, tables, id, Reports(*this));
    return;
  }
  DatabaseSession planned;
  planned.has_row = row_.has_value();
  planned.has_second_row = second_;
  planned.orphans = orphans_of(connection, tables, id);
  read_database_session(connection, tables, id, planned, location, *this);
  fingerprint_ = fingerprinter_.finish();
}

bool SessionHere::has(const Session& session) const {
  return exists() && session.data.hash() == session_.data.hash() &&
         session.parent_id == session_.parent_id;
}

bool SessionHere::has(const Message& message) const {
  const auto found = messages_.find(message.id);
  return found != messages_.end() && found->second.data == message.data.hash();
}

bool SessionHere::has(const std::string& message_id, const Part& part) const {
  const auto found = parts_.find(part.id);
  return found != parts_.end() && found->second.data == part.data.hash() &&
         found->second.message_id == message_id;
}

bool SessionHere::has(const Record& record) const {
  for (const Record& here : records_) {
    if (here == record) return true;
  }
  return false;
}

void SessionHere::on_session(Session session) {
  fingerprinter_.add(session);
  session_ = std::move(session);
}

void SessionHere::on_message(Message message) {
  fingerprinter_.add(message);
  message_id_ = message.id;
  messages_[message_id_] = {message.data.hash(), message.created};
}

void SessionHere::on_part(Part part) {
  fingerprinter_.add(part);
  parts_[part.id] = {part.data.hash(), message_id_};
}

void SessionHere::on_record(Record record) {
  fingerprinter_.add(record);
  records_.push_back(std::move(record));
}

}  // namespace sessionstore::interop
