#include "row_hash.h"

#include <fmt/format.h>

#include <array>
#include <bit>

#define XXH_INLINE_ALL
#include <xxhash.h>

namespace sessionstore::interop {
namespace {

/// Longer columns are not copied.
constexpr std::size_t kMostCopied = 64;
constexpr char kHashed = '\xff';

template <typename Number>
void append(std::string& row, Number number) {
  const auto bytes = std::bit_cast<std::array<char, sizeof(Number)>>(number);
  row.append(bytes.data(), bytes.size());
}

}  // namespace

std::string HashSum::hex() const { return fmt::format("{:016x}{:016x}", high, low); }

std::uint64_t short_hash(std::string_view bytes) { return XXH3_64bits(bytes.data(), bytes.size()); }

void RowHash::add(std::string_view bytes) {
  if (bytes.size() <= kMostCopied) {
    row_ += static_cast<char>(bytes.size());
    row_ += bytes;
    return;
  }
  const XXH128_hash_t hash = XXH3_128bits(bytes.data(), bytes.size());
  row_ += kHashed;
  append(row_, hash.low64);
  append(row_, hash.high64);
}

void RowHash::add(std::int64_t integer) { append(row_, integer); }

HashSum RowHash::finish() {
  const XXH128_hash_t hash = XXH3_128bits_withSeed(row_.data(), row_.size(), seed_);
  row_.clear();
  return {hash.low64, hash.high64};
}

}  // namespace sessionstore::interop
