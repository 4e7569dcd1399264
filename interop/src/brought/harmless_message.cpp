#include "harmless_message.h"

#include <sessionstore/json/view.h>

#include <algorithm>
#include <array>
#include <string>

#include "opencode_db/columns_left.h"

namespace sessionstore::interop {

json::Document harmless_message(const json::Document& data) {
  constexpr std::array<std::string_view, 7> kHarmless{"role",  "time",    "summary", "agent",
                                                      "model", "variant", kOurKey};
  const json::View message(data.text());
  if (message["role"].string() == "assistant") return data;
  std::string kept;
  bool all = true;
  for (json::Cursor member(message); member.next();) {
    if (std::ranges::none_of(kHarmless, [&](auto name) { return member.key_is(name); })) {
      all = false;
      continue;
    }
    if (!kept.empty()) kept += ',';
    kept.append(member.raw_key()).append(":").append(member.value().text());
  }
  return all ? data : json::Document::parse("{" + kept + "}");
}

}  // namespace sessionstore::interop
