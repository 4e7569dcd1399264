#include <fmt/format.h>
#include <fmt/ranges.h>
#include <sessionstore/nearest_name.h>

#include <algorithm>
#include <numeric>
#include <utility>
#include <vector>

namespace sessionstore {
namespace {

// Levenshtein's distance, case ignored.
std::size_t distance(std::string_view a, std::string_view b) {
  const auto folded = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c; };
  std::vector<std::size_t> row(b.size() + 1);
  std::iota(row.begin(), row.end(), 0U);
  for (std::size_t i = 0; i < a.size(); ++i) {
    std::size_t diagonal = std::exchange(row[0], i + 1);
    for (std::size_t j = 0; j < b.size(); ++j) {
      const std::size_t replaced = diagonal + (folded(a[i]) == folded(b[j]) ? 0 : 1);
      diagonal = std::exchange(row[j + 1], std::min({replaced, row[j] + 1, row[j + 1] + 1}));
    }
  }
  return row.back();
}

}  // namespace

std::optional<std::string> nearest_name(std::string_view name, std::span<const std::string> known) {
  std::optional<std::string> nearest;
  std::size_t best = std::max<std::size_t>(2, name.size() / 3) + 1;
  for (const std::string& candidate : known) {
    const std::size_t away = distance(name, candidate);
    if (away < best) {
      best = away;
      nearest = candidate;
    }
  }
  return nearest;
}

std::string suggest_name(std::string_view name, std::span<const std::string> known) {
  const std::optional<std::string> nearest = nearest_name(name, known);
  const std::string all = fmt::format("known: {}", fmt::join(known, ", "));
  return nearest ? fmt::format("did you mean '{}'? ({})", *nearest, all) : all;
}

}  // namespace sessionstore
