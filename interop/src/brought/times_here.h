#pragma once

#include <sessionstore/model.h>

namespace sessionstore::interop {

/// Times of rows that come from elsewhere. OpenCode orders messages by them, and asks the model
/// about the last one: none may be later than what the user here says next.
class TimesHere {
 public:
  /// Of clocks that are not quite alike, in milliseconds.
  static constexpr Millis kTolerance = 600'000;

  explicit TimesHere(Millis now) : latest_(now + kTolerance) {}

  [[nodiscard]] bool is_possible(Millis time) const { return time >= 0 && time <= latest_; }

  /// Gives the row `instead` where its time is not possible.
  template <typename Row>
  void fit(Row& row, Millis instead) const {
    if (!is_possible(row.created)) row.created = instead;
    if (!is_possible(row.updated)) row.updated = row.created;
  }

  /// The message's data, which must be an object, with `created` as its time where that which it
  /// has is not possible.
  [[nodiscard]] json::Document with_time(const json::Document& message, Millis created) const;

 private:
  Millis latest_;
};

}  // namespace sessionstore::interop
