#include <sessionstore/config/dsn.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <system_error>
#include <utility>

namespace sessionstore::config {
namespace {

// Drivers count milliseconds in 32 bits.
constexpr double kMostMilliseconds = 2147483647;

constexpr std::array<std::pair<std::string_view, double>, 8> kUnits{{
    {"ns", 1e-6},
    {"us", 1e-3},
    {"\xC2\xB5s", 1e-3},  // the micro sign
    {"\xCE\xBCs", 1e-3},  // the Greek letter mu
    {"ms", 1},
    {"s", 1e3},
    {"m", 6e4},
    {"h", 3.6e6},
}};

}  // namespace

std::optional<std::chrono::milliseconds> parse_go_duration(std::string_view text) {
  if (text.starts_with('+')) text.remove_prefix(1);
  if (text == "0") return std::chrono::milliseconds(0);
  if (text.empty()) return std::nullopt;
  double total = 0;
  while (!text.empty()) {
    const std::size_t length = std::min(text.find_first_not_of("0123456789."), text.size());
    double number = 0;
    const auto [end, error] =
        std::from_chars(text.data(), text.data() + length, number, std::chars_format::fixed);
    if (error != std::errc() || end != text.data() + length) return std::nullopt;
    text.remove_prefix(length);

    const std::size_t unit_length = std::min(text.find_first_of("0123456789."), text.size());
    const std::string_view unit = text.substr(0, unit_length);
    double factor = 0;
    for (const auto& [name, milliseconds] : kUnits) {
      if (unit == name) factor = milliseconds;
    }
    if (factor == 0) return std::nullopt;
    total += number * factor;
    text.remove_prefix(unit_length);
  }
  if (!(total <= kMostMilliseconds)) return std::nullopt;
  return std::chrono::milliseconds(static_cast<std::int64_t>(std::ceil(total)));
}

}  // namespace sessionstore::config
