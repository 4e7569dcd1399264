#pragma once

#include <sessionstore/digest.h>
#include <sessionstore/error.h>
#include <sessionstore/model.h>

#include <concepts>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// Values as a failure shows them.
namespace sessionstore::conformance {

/// In quotes, with escapes for what does not print; a long text is cut and tells its size.
std::string describe(std::string_view text);
/// With all its digits: what differs must look different.
std::string describe(double number);
std::string describe(ErrorCode code);
std::string describe(const Digest& digest);
std::string describe(const json::Document& document);
std::string describe(const Record& record);

template <std::integral Integer>
std::string describe(Integer value) {
  if constexpr (std::same_as<Integer, bool>) {
    return value ? "true" : "false";
  } else {
    return std::to_string(value);
  }
}

template <typename Value>
std::string describe(const std::optional<Value>& value) {
  return value ? describe(*value) : "nothing";
}

template <typename Value>
std::string describe(const std::vector<Value>& values) {
  std::string text = "[";
  for (const Value& value : values) text += (text.size() == 1 ? "" : ", ") + describe(value);
  return text + "]";
}

}  // namespace sessionstore::conformance
