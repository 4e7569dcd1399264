#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace sessionstore::interop {

/// A sum of hashes, which is the same in whatever order they are added.
struct HashSum {
  std::uint64_t low = 0;
  std::uint64_t high = 0;

  HashSum& operator+=(const HashSum& other) {
    low += other.low;
    high += other.high + (low < other.low ? 1 : 0);
    return *this;
  }
  bool operator==(const HashSum&) const = default;
  /// 32 lower-case hexadecimal digits.
  [[nodiscard]] std::string hex() const;
};

/// 64 bits of some bytes.
std::uint64_t short_hash(std::string_view bytes);

/// Hashes one row after another, column by column (XXH3, 128 bits). No two rows of other columns
/// feed it the same bytes.
class RowHash {
 public:
  /// Rows of tables of other names have other hashes.
  explicit RowHash(std::string_view table) : seed_(short_hash(table)) {}

  void add(std::string_view bytes);
  void add(std::int64_t integer);
  /// The row's hash; the object starts anew afterwards.
  HashSum finish();

 private:
  std::uint64_t seed_;
  std::string row_;  // long columns as their hashes
};

}  // namespace sessionstore::interop
