#pragma once

#include <string>
#include <string_view>

namespace sessionstore::interop {

/// Writes a JSON object, member by member.
class JsonObject {
 public:
  /// `raw` is JSON text.
  JsonObject& add(std::string_view key, std::string_view raw);
  JsonObject& add_text(std::string_view key, std::string_view text);
  [[nodiscard]] bool empty() const noexcept { return text_.empty(); }
  [[nodiscard]] std::string text() const { return '{' + text_ + '}'; }

 private:
  std::string text_;
};

}  // namespace sessionstore::interop
