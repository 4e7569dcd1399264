#pragma once

#include <cppconn/resultset.h>
#include <sessionstore/sql/connection.h>

#include <charconv>
#include <deque>

namespace sessionstore::mysql {

/// The current row of a result set.
class MysqlRow final : public sql::Row {
 public:
  enum class Protocol { prepared, text };
  MysqlRow(::sql::ResultSet& result, Protocol protocol) : result_(result), protocol_(protocol) {}

  bool next() {
    held_.clear();
    return result_.next();
  }

  [[nodiscard]] bool is_null(int column) const override { return result_.isNull(index(column)); }
  [[nodiscard]] std::int64_t integer(int column) const override {
    return is_null(column) ? 0 : result_.getInt64(index(column));
  }
  [[nodiscard]] double real(int column) const override {
    if (is_null(column)) return 0;
    if (protocol_ == Protocol::prepared) {
      return static_cast<double>(result_.getDouble(index(column)));
    }
    // The driver reads the text as a long double, and rounding twice is not exact.
    const std::string_view text = bytes(column);
    double value = 0;
    std::from_chars(text.data(), text.data() + text.size(), value);
    return value;
  }
  [[nodiscard]] std::string_view bytes(int column) const override {
    if (is_null(column)) return {};
    held_.push_back(result_.getString(index(column)));
    return held_.back().asStdString();
  }

 private:
  static std::uint32_t index(int column) { return static_cast<std::uint32_t>(column) + 1; }

  ::sql::ResultSet& result_;
  Protocol protocol_;
  mutable std::deque<::sql::SQLString> held_;  // what bytes() gave out for this row
};

}  // namespace sessionstore::mysql
