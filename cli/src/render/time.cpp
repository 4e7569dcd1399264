#include "render/time.h"

#include <fmt/format.h>

#include <array>
#include <cmath>
#include <ctime>

namespace sessionstore::cli {

namespace {

constexpr Millis kSecond = 1000;
constexpr Millis kMinute = 60 * kSecond;
constexpr Millis kHour = 60 * kMinute;
constexpr Millis kDay = 24 * kHour;

std::string formatted(Millis time, const char* format) {
  const auto seconds = static_cast<std::time_t>(time / kSecond);
  std::tm parts{};
  std::array<char, 64> text{};
  if (::localtime_r(&seconds, &parts) == nullptr ||
      std::strftime(text.data(), text.size(), format, &parts) == 0) {
    return std::to_string(time);
  }
  return text.data();
}

}  // namespace

std::string relative_time(Millis time, Millis now) {
  if (time == 0) {
    return "-";
  }
  // Written so that times at the ends of the range do not overflow.
  if (time < now - 30 * kDay || time > now + kMinute) {
    return formatted(time, "%Y-%m-%d");
  }
  const Millis age = now - time;
  if (age < kMinute) {
    return "just now";
  }
  if (age < kHour) {
    return fmt::format("{} min ago", age / kMinute);
  }
  if (age < kDay) {
    return fmt::format("{} h ago", age / kHour);
  }
  return fmt::format("{} d ago", age / kDay);
}

std::string absolute_time(Millis time) {
  return time == 0 ? "-" : formatted(time, "%Y-%m-%d %H:%M:%S");
}

std::string duration(double seconds) {
  if (seconds < 10) {
    return fmt::format("{:.1f} s", seconds);
  }
  const auto whole = static_cast<std::int64_t>(std::llround(seconds));
  if (whole < 60) {
    return fmt::format("{} s", whole);
  }
  if (whole < 3600) {
    return fmt::format("{} min {} s", whole / 60, whole % 60);
  }
  return fmt::format("{} h {} min", whole / 3600, whole % 3600 / 60);
}

}  // namespace sessionstore::cli
