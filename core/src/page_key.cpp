#include <fmt/format.h>
#include <sessionstore/error.h>
#include <sessionstore/store.h>

#include <charconv>
#include <system_error>

namespace sessionstore {

std::string PageKey::to_text() const { return fmt::format("{}:{}", updated, id); }

PageKey PageKey::from_text(std::string_view text) {
  PageKey key;
  const char* const last = text.data() + text.size();
  const auto [end, error] = std::from_chars(text.data(), last, key.updated);
  if (error != std::errc{} || end == last || *end != ':') {
    throw Error(ErrorCode::invalid_argument, fmt::format("'{}' is no place in a list", text),
                "use what `next` said on the page before");
  }
  key.id = std::string(end + 1, last);
  return key;
}

}  // namespace sessionstore
