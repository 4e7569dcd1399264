#include "embedded_parts.h"

#include <fmt/format.h>
#include <sessionstore/json/edit.h>

#include <algorithm>
#include <array>
#include <utility>

#include "opencode_shapes/columns.h"
#include "opencode_shapes/ids.h"

namespace sessionstore::interop {

std::vector<Part> take_embedded_parts(Message& message) {
  constexpr std::array<std::string_view, 1> kParts{"parts"};
  std::vector<Part> parts;
  const json::View listed = json::View(message.data.text())["parts"];
  if (!listed.is_array()) return parts;
  for (json::Cursor element(listed); element.next();) {
    Part& part = parts.emplace_back();
    part.id = fit_id(fmt::format("{}/{}", message.id, parts.size() - 1));
    part.message_seq = message.seq;
    part.position = static_cast<std::int64_t>(parts.size()) - 1;
    part.data = json::Document::parse(element.value().text());
    read_columns(json::View(part.data.text()), message.created, part);
  }
  message.data = json::with_member(message.data, kParts, "");
  return parts;
}

void read_metadata_columns(json::View data, Message& message) {
  const json::View metadata = data["metadata"];
  if (!metadata.is_object()) return;
  Message told;
  read_columns(metadata["assistant"], told);
  message.input_tokens = told.input_tokens;
  message.output_tokens = told.output_tokens;
  message.cost = told.cost;
  message.created = time_of(metadata["time"]["created"]).value_or(0);
  message.updated = time_of(metadata["time"]["completed"]).value_or(message.created);
}

}  // namespace sessionstore::interop
