#include "sql/column_check/row_readings.h"

#include <fmt/format.h>

namespace sessionstore::sql {
namespace {

std::string shown(const std::string& text) { return fmt::format("'{}'", text); }
std::string shown(std::int64_t number) { return fmt::format("{}", number); }
std::string shown(double number) { return fmt::format("{}", number); }
std::string shown(const json::Document& data) { return data.hash().hex(); }
template <typename Field>
std::string shown(const std::optional<Field>& field) {
  return field ? shown(*field) : "nothing";
}

template <typename AnyRow>
struct Column {
  std::string name;
  std::function<bool(const AnyRow&, const AnyRow&)> differs;
  std::function<void(AnyRow&, const AnyRow&)> take;
  std::function<std::string(const AnyRow&)> show;
};

template <typename AnyRow, typename Field>
Column<AnyRow> column(const char* name, Field AnyRow::*field) {
  return {name,
          [field](const AnyRow& one, const AnyRow& other) {
            return shown(one.*field) != shown(other.*field);
          },
          [field](AnyRow& row, const AnyRow& from) { row.*field = from.*field; },
          [field](const AnyRow& row) { return shown(row.*field); }};
}

std::vector<Column<Session>> columns_of(const Session& /*row*/) {
  return {column("project_id", &Session::project_id),
          column("agent_project_id", &Session::agent_project_id),
          column("author", &Session::author),
          column("machine", &Session::machine),
          column("title", &Session::title),
          column("directory", &Session::directory),
          column("parent_id", &Session::parent_id),
          column("created", &Session::created),
          column("archived", &Session::archived),
          column("hash", &Session::data)};
}

std::vector<Column<Message>> columns_of(const Message& /*row*/) {
  return {column("role", &Message::role),
          column("created", &Message::created),
          column("updated", &Message::updated),
          column("input_tokens", &Message::input_tokens),
          column("output_tokens", &Message::output_tokens),
          column("cost", &Message::cost),
          column("hash", &Message::data)};
}

std::vector<Column<Part>> columns_of(const Part& /*row*/) {
  return {column("type", &Part::type), column("created", &Part::created),
          column("updated", &Part::updated), column("hash", &Part::data)};
}

}  // namespace

template <typename AnyRow>
std::optional<std::vector<ChangedColumn>> take_original(
    AnyRow& row, const AnyRow& told, Checksum wanted,
    const std::function<Checksum(const AnyRow&)>& checksum_of) {
  std::vector<Column<AnyRow>> columns = columns_of(row);
  std::erase_if(columns, [&](const auto& column) { return !column.differs(row, told); });
  for (unsigned choice = 1; choice < 1U << columns.size(); ++choice) {
    AnyRow original = row;
    std::vector<ChangedColumn> changes;
    for (std::size_t i = 0; i < columns.size(); ++i) {
      if ((choice >> i & 1U) == 0) continue;
      const Column<AnyRow>& column = columns[i];
      changes.push_back({column.name, column.show(row), column.show(told)});
      column.take(original, told);
    }
    if (checksum_of(original) == wanted) {
      row = std::move(original);
      return changes;
    }
  }
  return std::nullopt;
}

template std::optional<std::vector<ChangedColumn>> take_original(
    Session& row, const Session& told, Checksum wanted,
    const std::function<Checksum(const Session&)>& checksum_of);
template std::optional<std::vector<ChangedColumn>> take_original(
    Message& row, const Message& told, Checksum wanted,
    const std::function<Checksum(const Message&)>& checksum_of);
template std::optional<std::vector<ChangedColumn>> take_original(
    Part& row, const Part& told, Checksum wanted,
    const std::function<Checksum(const Part&)>& checksum_of);

}  // namespace sessionstore::sql
