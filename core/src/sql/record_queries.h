#pragma once

#include <sessionstore/sql/connection.h>
#include <sessionstore/store.h>

#include "sql/insert_rows.h"

/// The statements on records, inside the caller's transaction.
namespace sessionstore::sql {

/// 0 where there is none.
Revision select_record_revision(Connection& connection, std::string_view session_id,
                                std::string_view kind, std::string_view key);
/// Whether it is there as that revision wrote it.
bool holds_record(Connection& connection, std::string_view session_id, const Record& record,
                  Revision revision);
void put_record_row(Connection& connection, std::string_view session_id, const Record& record,
                    Revision revision);
/// A record that is new, with the revision that it gets.
struct NewRecord {
  Record record;
  Revision revision = 0;
};
/// May be of several sessions.
void insert_records(Connection& connection, std::span<const Owned<NewRecord>> records);
void select_records(Connection& connection, std::string_view session_id,
                    const std::function<void(Record)>& on_record);
bool delete_record_row(Connection& connection, std::string_view session_id, std::string_view kind,
                       std::string_view key);

}  // namespace sessionstore::sql
