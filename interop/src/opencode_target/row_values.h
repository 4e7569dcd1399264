#pragma once

#include <sessionstore/json/view.h>
#include <sessionstore/sql/connection.h>

#include <initializer_list>
#include <map>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "opencode_db/table.h"

namespace sessionstore::interop {

/// The values of a row that is to be written, by column. Only columns that the table has are kept.
class RowValues {
 public:
  using Owned = std::variant<std::nullptr_t, std::int64_t, double, std::string>;

  explicit RowValues(const Table& table) : table_(&table) {}

  RowValues& set(std::string_view column, Owned value);
  /// A JSON string or number as a column has it; anything else as its JSON text; nothing where
  /// `value` does not exist or is null.
  RowValues& set_json(std::string_view column, json::View value);
  /// The same with an object or array always as its text, and a string in its quotes.
  RowValues& set_json_text(std::string_view column, json::View value);

  [[nodiscard]] bool has(std::string_view column) const;
  [[nodiscard]] const Table& table() const noexcept { return *table_; }
  /// Inserts the row; columns that were not set get their default.
  void insert(sql::Connection& connection) const;
  /// Sets these columns in the row whose columns `keys` have the values set for them. Returns
  /// whether there is one.
  bool update(sql::Connection& connection, std::initializer_list<std::string_view> keys) const;
  /// Takes from a row that was read the columns that were not set.
  void complete_from(const TableRow& row);
  /// Takes this column from a row that was read, NULL included.
  void take(std::string_view column, const TableRow& row);
  /// Calls `use` with the row as TableRow would have it once it is in the table.
  template <typename Use>
  auto as_row(const Use& use) const {
    const Values row(*this);
    return use(TableRow(*table_, row));
  }

 private:
  /// The row as if Table::select() had found it.
  class Values final : public sql::Row {
   public:
    explicit Values(const RowValues& values);
    [[nodiscard]] bool is_null(int column) const override;
    [[nodiscard]] std::int64_t integer(int column) const override;
    [[nodiscard]] double real(int column) const override;
    [[nodiscard]] std::string_view bytes(int column) const override;

   private:
    std::vector<Owned> columns_;
  };

  const Table* table_;
  std::map<std::string, Owned, std::less<>> values_;
};

}  // namespace sessionstore::interop
