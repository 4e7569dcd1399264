#include "row_values.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

namespace sessionstore::interop {
namespace {

sql::Value borrowed(const RowValues::Owned& value) {
  return std::visit([](const auto& held) { return sql::Value(held); }, value);
}

std::string_view type_of(const RowValues::Owned& value) {
  constexpr std::array<std::string_view, 4> kNames{"null", "integer", "real", "text"};
  return kNames.at(value.index());
}

}  // namespace

RowValues& RowValues::set(std::string_view column, Owned value) {
  if (table_->has(column)) values_.insert_or_assign(std::string(column), std::move(value));
  return *this;
}

RowValues& RowValues::set_json(std::string_view column, json::View value) {
  if (const auto text = value.string()) return set(column, *text);
  if (const auto integer = value.integer()) return set(column, *integer);
  if (const auto number = value.number()) return set(column, *number);
  return set_json_text(column, value);
}

RowValues& RowValues::set_json_text(std::string_view column, json::View value) {
  if (!value.exists() || value.text() == "null") return *this;
  return set(column, std::string(value.text()));
}

bool RowValues::has(std::string_view column) const { return values_.contains(column); }

void RowValues::insert(sql::Connection& connection) const {
  std::string columns;
  std::string marks;
  std::vector<sql::Value> values;
  for (const auto& [column, value] : values_) {
    columns += fmt::format("{}{}", columns.empty() ? "" : ", ", quoted_identifier(column));
    marks += marks.empty() ? "?" : ", ?";
    values.push_back(borrowed(value));
  }
  connection.execute(fmt::format("INSERT INTO {} ({}) VALUES ({})", quoted_identifier(table_->name),
                                 columns, marks),
                     std::span<const sql::Value>(values));
}

bool RowValues::update(sql::Connection& connection,
                       std::initializer_list<std::string_view> keys) const {
  std::string assignments;
  std::string conditions;
  std::vector<sql::Value> values;
  for (const auto& [column, value] : values_) {
    if (std::ranges::find(keys, column) != keys.end()) continue;
    assignments +=
        fmt::format("{}{} = ?", assignments.empty() ? "" : ", ", quoted_identifier(column));
    values.push_back(borrowed(value));
  }
  for (const std::string_view key : keys) {
    conditions +=
        fmt::format("{}{} = ?", conditions.empty() ? "" : " AND ", quoted_identifier(key));
    values.push_back(borrowed(values_.find(key)->second));
  }
  return connection.execute(fmt::format("UPDATE {} SET {} WHERE {}",
                                        quoted_identifier(table_->name), assignments, conditions),
                            std::span<const sql::Value>(values)) > 0;
}

void RowValues::complete_from(const TableRow& row) {
  for (const std::string& column : table_->columns) {
    if (!has(column)) take(column, row);
  }
}

void RowValues::take(std::string_view column, const TableRow& row) {
  if (!row.has(column)) {
    set(column, nullptr);
  } else if (const auto number = row.number(column)) {
    std::visit([&](auto value) { set(column, value); }, *number);
  } else {
    set(column, std::string(row.bytes(column)));
  }
}

RowValues::Values::Values(const RowValues& values) {
  for (const std::string& column : values.table_->columns) {
    const auto found = values.values_.find(column);
    columns_.push_back(found == values.values_.end() ? Owned(nullptr) : found->second);
    columns_.emplace_back(std::string(type_of(columns_.back())));
  }
}

bool RowValues::Values::is_null(int column) const {
  return columns_.at(static_cast<std::size_t>(column)).index() == 0;
}

std::int64_t RowValues::Values::integer(int column) const {
  const Owned& value = columns_.at(static_cast<std::size_t>(column));
  if (const auto* const real = std::get_if<double>(&value)) return static_cast<std::int64_t>(*real);
  const auto* const integer = std::get_if<std::int64_t>(&value);
  return integer == nullptr ? 0 : *integer;
}

double RowValues::Values::real(int column) const {
  const auto* const real = std::get_if<double>(&columns_.at(static_cast<std::size_t>(column)));
  return real == nullptr ? static_cast<double>(integer(column)) : *real;
}

std::string_view RowValues::Values::bytes(int column) const {
  const auto* const text = std::get_if<std::string>(&columns_.at(static_cast<std::size_t>(column)));
  return text == nullptr ? std::string_view() : std::string_view(*text);
}

}  // namespace sessionstore::interop
