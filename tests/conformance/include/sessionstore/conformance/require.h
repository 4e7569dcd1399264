#pragma once

#include <sessionstore/conformance/code_place.h>
#include <sessionstore/conformance/describe.h>
#include <sessionstore/conformance/failure.h>
#include <sessionstore/error.h>

#include <concepts>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

/// How a check says what must hold. All of these throw Failure, and give the place of the call.
namespace sessionstore::conformance {

namespace detail {

template <typename Found, typename Expected>
bool same(const Found& found, const Expected& expected) {
  if constexpr (std::integral<Found> && std::integral<Expected> && !std::same_as<Found, bool>) {
    return std::cmp_equal(found, expected);
  } else {
    return found == expected;
  }
}

}  // namespace detail

/// `rule` is the sentence that must be true.
void require(std::string_view rule, bool holds, CodePlace where = CodePlace::here());

/// `what` names what was looked at.
template <typename Found, typename Expected>
void require_equal(std::string_view what, const Found& found, const Expected& expected,
                   CodePlace where = CodePlace::here()) {
  if (detail::same(found, expected)) return;
  throw Failure(
      std::string(what) + ": expected " + describe(expected) + ", found " + describe(found), where);
}

/// The value of something that must be there.
template <typename Value>
Value require_some(std::string_view what, std::optional<Value> value,
                   CodePlace where = CodePlace::here()) {
  if (!value) throw Failure(std::string(what) + " is not there", where);
  return *std::move(value);
}

/// What `call` throws, which must be an Error of that code.
Error require_error(std::string_view what, ErrorCode code, const std::function<void()>& call,
                    CodePlace where = CodePlace::here());

}  // namespace sessionstore::conformance
