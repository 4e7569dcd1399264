#include "render/go_part_lines.h"

#include <fmt/format.h>
#include <sessionstore/error.h>
#include <sessionstore/json/document.h>

#include <algorithm>
#include <array>
#include <string>

#include "render/number.h"
#include "render/text.h"
#include "render/tool_lines.h"

namespace sessionstore::cli {

namespace {

using json::View;
using Lines = std::vector<Line>;

Line go_line(std::string text) { return {"▸ " + std::move(text), Style::dim}; }

std::string text_of(View data, std::string_view key) { return data[key].string().value_or(""); }

/// The input is JSON in a string, and of a call that was cut off only its beginning.
std::string input_of(View call) {
  try {
    return json::Document::parse(text_of(call, "input")).text();
  } catch (const Error&) {
    return call["input"].exists() ? std::string(call["input"].text()) : "null";
  }
}

Lines call_lines(View call, int width, bool full) {
  const std::string part = fmt::format(
      R"({{"tool":{},"state":{{"status":"{}","input":{}}}}})", json::quote(text_of(call, "name")),
      call["finished"].text() == "true" ? "called" : "cut off", input_of(call));
  return tool_lines(View(part), width, full);
}

Lines result_lines(View result, int width, bool full) {
  const bool error = result["is_error"].text() == "true";
  const std::string name = text_of(result, "name");
  const std::string of = name.empty() ? "result of " + text_of(result, "tool_call_id") : name;
  const std::string part =
      fmt::format(R"({{"tool":{},"state":{{"status":"{}","{}":{}}}}})", json::quote(of),
                  error ? "error" : "completed", error ? "error" : "output",
                  json::quote(text_of(result, "content")));
  return tool_lines(View(part), width, full);
}

Lines finish_lines(View finish, bool full) {
  constexpr std::array<std::string_view, 4> kUsual{"stop", "end_turn", "tool_use", ""};
  const std::string reason = text_of(finish, "reason");
  if (!full && std::ranges::find(kUsual, reason) != kUsual.end()) return {};
  return {go_line("finished: " + printable_line(reason))};
}

}  // namespace

std::optional<Lines> go_part_lines(std::string_view type, View part, int width, bool full) {
  const View data = part["data"];
  if (!data.is_object()) return std::nullopt;
  if (type == "text") return text_lines(text_of(data, "text"), "", std::nullopt);
  if (type == "reasoning") return text_lines(text_of(data, "thinking"), "┊ ", Style::dim);
  if (type == "tool_call") return call_lines(data, width, full);
  if (type == "tool_result") return result_lines(data, width, full);
  if (type == "finish") return finish_lines(data, full);
  if (type == "image_url") {
    return Lines{go_line("image " + printable_line(text_of(data, "url")))};
  }
  if (type == "binary") {
    return Lines{
        go_line(fmt::format("file {} ({}) inline, {} bytes", printable_line(text_of(data, "Path")),
                            printable_line(text_of(data, "MIMEType")),
                            grouped(static_cast<std::int64_t>(text_of(data, "Data").size()))))};
  }
  return std::nullopt;
}

}  // namespace sessionstore::cli
