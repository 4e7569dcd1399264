#include "times_here.h"

#include <sessionstore/json/edit.h>
#include <sessionstore/json/view.h>

#include <array>
#include <string>

namespace sessionstore::interop {

json::Document TimesHere::with_time(const json::Document& message, Millis created) const {
  const json::View time = json::View(message.text())["time"];
  const auto said = time["created"].number();
  if (said && *said >= 0 && *said <= static_cast<double>(latest_)) return message;
  const std::string value = std::to_string(created);
  if (!time.is_object()) {
    constexpr std::array<std::string_view, 1> kTime{"time"};
    return json::with_member(message, kTime, R"({"created":)" + value + "}");
  }
  constexpr std::array<std::string_view, 2> kCreated{"time", "created"};
  return json::with_member(message, kCreated, value);
}

}  // namespace sessionstore::interop
