#include "json_object.h"

#include <sessionstore/json/view.h>

namespace sessionstore::interop {

JsonObject& JsonObject::add(std::string_view key, std::string_view raw) {
  if (!text_.empty()) text_ += ',';
  text_ += json::quote(key);
  text_ += ':';
  text_ += raw;
  return *this;
}

JsonObject& JsonObject::add_text(std::string_view key, std::string_view text) {
  return add(key, json::quote(text));
}

}  // namespace sessionstore::interop
