// Values there and back, in prepared results and in streamed ones, which are text.
#include <fmt/format.h>

#include <bit>
#include <catch2/catch.hpp>
#include <cmath>
#include <cstdlib>
#include <limits>
#include <random>

#include "test_database.h"

namespace sessionstore::tests {
namespace {

enum class Way { prepared, streamed };

void read(Way way, sql::Connection& connection, std::string_view sql,
          std::initializer_list<sql::Value> parameters, const sql::RowCallback& on_row) {
  if (way == Way::prepared) connection.query(sql, parameters, on_row);
  if (way == Way::streamed) connection.stream(sql, parameters, on_row);
}

std::vector<double> doubles() {
  using Limits = std::numeric_limits<double>;
  std::vector<double> all = {0.0,
                             -0.0,
                             0.1,
                             1.0 / 3,
                             1e-283,
                             Limits::denorm_min(),
                             Limits::min(),
                             Limits::max(),
                             Limits::lowest(),
                             -1e22,
                             123456789.123456789};
  std::mt19937_64 random(20);
  while (all.size() < 2000) {
    const auto value = std::bit_cast<double>(random());
    if (std::isfinite(value)) all.push_back(value);
  }
  while (all.size() < 2100) all.push_back(std::bit_cast<double>(random() >> 12U));  // denormal
  while (all.size() < 2120) {  // their text, read as a long double and then rounded, is another one
    const auto value = std::bit_cast<double>(random());
    if (!std::isfinite(value)) continue;
    const std::string text = fmt::format("{}", value);
    if (static_cast<double>(std::strtold(text.c_str(), nullptr)) != value) all.push_back(value);
  }
  return all;
}

std::string hexadecimal(double value) {
  return fmt::format("{:016x}", std::bit_cast<std::uint64_t>(value));
}

}  // namespace

TEST_CASE("doubles are kept to the last bit, but for the sign of zero") {
  const TestDatabase database(GENERATE(from_range(servers())));
  auto connection = connect(database.settings());
  connection.execute("CREATE TABLE t (id BIGINT PRIMARY KEY, value DOUBLE) ENGINE = InnoDB");
  const std::vector<double> values = doubles();
  connection.execute("START TRANSACTION");
  for (std::size_t i = 0; i < values.size(); ++i) {
    connection.execute("INSERT INTO t VALUES (?, ?)", {static_cast<std::int64_t>(i), values[i]});
  }
  connection.execute("COMMIT");
  for (const Way way : {Way::prepared, Way::streamed}) {
    std::string wrong;
    std::size_t i = 0;
    read(way, connection, "SELECT value FROM t WHERE id >= ? ORDER BY id", {std::int64_t{0}},
         [&](const sql::Row& row) {
           const double value = values.at(i++);
           if (hexadecimal(row.real(0)) == hexadecimal(value)) return;
           if (value == 0 && row.real(0) == 0) return;  // MariaDB keeps no sign of a zero
           wrong += fmt::format("{} became {}\n", value, row.real(0));
         });
    CHECK(i == values.size());
    INFO(wrong);
    CHECK(wrong.empty());
  }
  // As a parameter, a double finds itself.
  for (std::size_t i = 0; i < values.size(); i += 10) {
    for (const Way way : {Way::prepared, Way::streamed}) {
      int found = 0;
      read(way, connection, "SELECT id FROM t WHERE id = ? AND value = ?",
           {static_cast<std::int64_t>(i), values[i]}, [&](const sql::Row&) { ++found; });
      CHECK(found == 1);
    }
  }
}

TEST_CASE("an integer stays signed after any other on the same statement") {
  const TestDatabase database(GENERATE(from_range(servers())));
  auto connection = connect(database.settings());
  connection.execute("CREATE TABLE t (id BIGINT PRIMARY KEY, value BIGINT) ENGINE = InnoDB");
  using Limits = std::numeric_limits<std::int64_t>;
  std::int64_t id = 0;
  for (const std::int64_t value : {Limits::max(), std::int64_t{-1}, std::int64_t{4'294'967'295},
                                   Limits::min(), std::int64_t{0}, std::int64_t{-4'294'967'296}}) {
    connection.execute("INSERT INTO t VALUES (?, ?)", {++id, value});
    for (const Way way : {Way::prepared, Way::streamed}) {
      std::int64_t found = 77;
      read(way, connection, "SELECT value FROM t WHERE id = ? AND value = ?", {id, value},
           [&](const sql::Row& row) { found = row.integer(0); });
      CHECK(found == value);
    }
  }
}

TEST_CASE("text and bytes come back whole, and NULL is not empty") {
  const TestDatabase database(GENERATE(from_range(servers())));
  auto connection = connect(database.settings());
  connection.execute(
      "CREATE TABLE t (id BIGINT PRIMARY KEY, text LONGTEXT CHARACTER SET utf8mb4, "
      "bytes VARBINARY(4096)) ENGINE = InnoDB");
  using std::string_literals::operator""s;
  std::string every_byte;
  for (int i = 0; i < 256; ++i) every_byte += static_cast<char>(i);
  std::vector<std::pair<std::string, std::string>> rows = {
      {"", ""},
      {"a\0b\0\0"s, "\0"s},
      {"👩‍👩‍👧‍👦 🚀 𝒳 \U0010FFFF", "👩‍👩‍👧‍👦"},
      {" trailing blanks  ", "x  "},
      {R"(' " \ \0 \n % _ ? :x /* -- #)", every_byte}};
  for (const std::size_t size : {262'143U, 262'144U, 262'145U, 1'048'576U}) {
    rows.emplace_back(std::string(size - 2, 'x') + "é", "large");
    rows.emplace_back("small", "after it");
  }
  for (std::size_t i = 0; i < rows.size(); ++i) {
    connection.execute(
        "INSERT INTO t VALUES (?, ?, ?)",
        {static_cast<std::int64_t>(i), std::string_view(rows[i].first), sql::Blob{rows[i].second}});
  }
  connection.execute("INSERT INTO t VALUES (?, ?, ?)", {std::int64_t{-1}, nullptr, nullptr});
  for (const Way way : {Way::prepared, Way::streamed}) {
    std::size_t i = 0;
    read(way, connection, "SELECT text, bytes FROM t WHERE id >= ? ORDER BY id", {std::int64_t{-1}},
         [&](const sql::Row& row) {
           // Both views live while the row does.
           const std::string_view text = row.bytes(0);
           const std::string_view bytes = row.bytes(1);
           const bool is_null = row.is_null(0);
           CHECK(row.is_null(1) == is_null);
           if (i == 0) {
             CHECK(is_null);
             CHECK((text.empty() && bytes.empty() && row.integer(0) == 0 && row.real(0) == 0));
           } else {
             CHECK_FALSE(is_null);
             CHECK((text == rows.at(i - 1).first));
             CHECK((bytes == rows.at(i - 1).second));
           }
           ++i;
         });
    CHECK(i == rows.size() + 1);
  }
}

}  // namespace sessionstore::tests
