#include "turn_reader.h"

#include <fmt/format.h>
#include <sessionstore/error.h>
#include <sessionstore/json/edit.h>
#include <sessionstore/json/view.h>

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <utility>

#include "columns_left.h"
#include "opencode_shapes/columns.h"
#include "opencode_shapes/recovery.h"
#include "twins.h"

namespace sessionstore::interop {
namespace {

constexpr std::array<std::string_view, 5> kMessageColumns{"id", "session_id", "time_created",
                                                          "time_updated", "data"};
constexpr std::array<std::string_view, 6> kPartColumns{"id",           "message_id",   "session_id",
                                                       "time_created", "time_updated", "data"};

constexpr const char* kNoId = "its id is none that can be kept";

Millis time_in(const TableRow& row, std::string_view column) {
  return std::max<std::int64_t>(row.integer(column).value_or(0), 0);
}

/// The row's JSON without what its columns say too, and with what no member of it says.
json::Document data_of(const TableRow& row, std::span<const json::HeldKey> held,
                       std::span<const std::string_view> known, bool& repaired) {
  json::Document data =
      json::without_held_keys(json::Document::parse(row.bytes("data"), &repaired), held);
  const JsonObject left = columns_but(row, known);
  if (left.empty() || !json::View(data.text()).is_object()) return data;
  const std::array<std::string_view, 2> path{kOurKey, kColumnsKey};
  return json::with_member(data, path, left.text());
}

}  // namespace

TurnReader::TurnReader(sql::Connection& connection, const Tables& tables, SessionVisitor& visitor)
    : connection_(connection),
      parts_(tables.at("part")),
      messages_(connection, tables, Reports(visitor)),
      select_parts_(parts_.select("WHERE message_id = ? ORDER BY id")),
      visitor_(visitor),
      reports_(visitor) {}

void TurnReader::read(bool parts) {
  with_parts_ = parts;
  for (const ListedMessage& listed : messages_.listed()) read_message(listed);
}

void TurnReader::read_message(const ListedMessage& listed) {
  const std::string place = "message " + listed.id;
  if (!is_usable_id(listed.id) || !is_utf8(listed.id)) {
    reports_.skipped(place, kNoId);
    return;
  }
  std::optional<Message> message;
  std::string problem = "message row missing";
  if (listed.has_row) {
    try {
      messages_.read(listed, [&](const TableRow& row) {
        Message read;
        read.id = listed.id;
        bool repaired = false;
        const std::array<json::HeldKey, 2> held{
            {{"id", read.id}, {"sessionID", messages_.session()}}};
        read.data = data_of(row, held, kMessageColumns, repaired);
        read_columns(json::View(read.data.text()), read);
        // Its place among the others is the row's, as it is for OpenCode.
        read.created = listed.created;
        read.updated = time_in(row, "time_updated");
        if (repaired) reports_.repaired(place);
        message = std::move(read);
      });
    } catch (const Error& error) {
      if (error.code() != ErrorCode::corrupt) throw;
      problem = error.what();
    }
    if (!message) reports_.skipped(place, problem);
  }
  if (!message) {
    if (!messages_.has_parts(listed.id)) return;
    message = recovered_message(listed.id, listed.created, problem);
    reports_.note(place, "its parts are kept under a recovered message: " + problem);
  }
  message->seq = ++seq_;
  // The parts need its id and times only; the data goes to the visitor.
  Message head;
  head.id = message->id;
  head.seq = message->seq;
  head.created = message->created;
  visitor_.on_message(*std::move(message));
  if (with_parts_) read_parts(head);
}

void TurnReader::read_parts(const Message& message) {
  position_ = 0;
  last_part_.clear();
  if (parts_.scan != nullptr) {
    read_parts_by_scan(message);
    return;
  }
  try {
    connection_.query(select_parts_, {message.id}, [&](const sql::Row& raw) {
      take_or_name_part(TableRow(parts_, raw), message);
    });
  } catch (const Error& error) {
    if (error.code() != ErrorCode::corrupt) throw;
    read_parts_singly(message);
  }
}

/// A page of the file is damaged: the index still tells which parts there are.
void TurnReader::read_parts_singly(const Message& message) {
  std::vector<std::string> ids;
  try {
    connection_.query("SELECT id FROM part WHERE message_id = ? AND id > ? ORDER BY id",
                      {message.id, last_part_},
                      [&](const sql::Row& row) { ids.emplace_back(row.bytes(0)); });
  } catch (const Error& error) {
    if (error.code() != ErrorCode::corrupt) throw;
    reports_.skipped("message " + message.id, "its further parts: " + std::string(error.what()));
  }
  for (const std::string& id : ids) {
    try {
      connection_.query(parts_.select("WHERE id = ?"), {id},
                        [&](const sql::Row& raw) { take_part(TableRow(parts_, raw), message); });
    } catch (const Error& error) {
      if (error.code() != ErrorCode::corrupt) throw;
      reports_.skipped("part " + id, error.what());
    }
  }
}

void TurnReader::read_parts_by_scan(const Message& message) {
  const std::string sql =
      fmt::format("SELECT id, message_id FROM part NOT INDEXED WHERE {} = ?", parts_.row_id);
  std::map<std::string, TableScan::RowNumbers> by_id;
  for (const std::int64_t number : parts_.scan->rows("message_id", message.id)) {
    connection_.query(sql, {number}, [&](const sql::Row& row) {
      if (row.bytes(1) == message.id) by_id[std::string(row.bytes(0))].push_back(number);
    });
  }
  for (const auto& [id, numbers] : by_id) {
    const std::string place = "part " + id;
    try {
      take_one_of(connection_, parts_, numbers, place, reports_,
                  [&](const TableRow& row) { take_part(row, message); });
    } catch (const Error& error) {
      if (error.code() != ErrorCode::corrupt) throw;
      reports_.skipped(place, error.what());
    }
  }
}

void TurnReader::take_or_name_part(const TableRow& row, const Message& message) {
  try {
    take_part(row, message);
  } catch (const Error& error) {
    if (error.code() != ErrorCode::corrupt) throw;
    reports_.skipped("part " + last_part_, error.what());
  }
}

void TurnReader::take_part(const TableRow& row, const Message& message) {
  Part part;
  part.id = row.bytes("id");
  last_part_ = part.id;
  if (!is_usable_id(part.id) || !is_utf8(part.id)) {
    reports_.skipped("part " + part.id, kNoId);
    return;
  }
  const std::array<json::HeldKey, 3> held{
      {{"id", part.id}, {"messageID", message.id}, {"sessionID", messages_.session()}}};
  bool repaired = false;
  part.data = data_of(row, held, kPartColumns, repaired);
  if (repaired) reports_.repaired("part " + part.id);
  part.message_seq = message.seq;
  part.position = position_++;
  read_columns(json::View(part.data.text()), message.created, part);
  if (const Millis created = time_in(row, "time_created")) part.created = created;
  part.updated = std::max(time_in(row, "time_updated"), part.created);
  visitor_.on_part(std::move(part));
}

}  // namespace sessionstore::interop
