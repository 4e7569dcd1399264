#include "render/part_lines.h"

#include <fmt/format.h>
#include <sessionstore/json/view.h>

#include <algorithm>

#include "render/go_part_lines.h"
#include "render/number.h"
#include "render/text.h"
#include "render/tool_lines.h"

namespace sessionstore::cli {

namespace {

using json::View;

constexpr int kShownJson = 160;

std::string field(View data, std::string_view key) {
  return printable_line(data[key].string().value_or(""));
}

Line short_line(std::string text) { return {"▸ " + std::move(text), Style::dim}; }

std::vector<Line> file_lines(View data) {
  std::string url = field(data, "url");
  if (url.starts_with("data:")) {
    url = fmt::format("inline, {} bytes", grouped(static_cast<std::int64_t>(url.size())));
  }
  return {short_line(
      fmt::format("file {} ({}) {}", field(data, "filename"), field(data, "mime"), url))};
}

std::vector<Line> patch_lines(View data, bool full) {
  std::vector<std::string> files;
  for (json::Cursor file(data["files"]); file.next();) {
    files.push_back(
        printable_line(file.value().string().value_or(std::string(file.value().text()))));
  }
  std::string text = fmt::format("patch {}: {}", field(data, "hash").substr(0, 8),
                                 counted(static_cast<std::int64_t>(files.size()), "file"));
  constexpr std::size_t kMostNamed = 3;
  for (std::size_t i = 0; i < files.size() && (full || i < kMostNamed); ++i) {
    text += (i == 0 ? " " : ", ") + files[i];
  }
  if (!full && files.size() > kMostNamed) {
    text += ", …";
  }
  return {short_line(text)};
}

std::vector<Line> step_lines(View data) {
  const View tokens = data["tokens"];
  return {short_line(fmt::format("step finished: {}, {} tokens in, {} out", field(data, "reason"),
                                 grouped(tokens["input"].integer().value_or(0)),
                                 grouped(tokens["output"].integer().value_or(0))))};
}

std::vector<Line> subtask_lines(View data) {
  std::vector<Line> lines{short_line(
      fmt::format("subtask for {}: {}", field(data, "agent"), field(data, "description")))};
  for (Line& line : text_lines(data["prompt"].string().value_or(""), "  ", std::nullopt)) {
    lines.push_back(std::move(line));
  }
  return lines;
}

std::vector<Line> unknown_lines(const Part& part, bool full) {
  const std::string json = printable_line(part.data.text());
  return {short_line(fmt::format("{} {}", printable_line(part.type.empty() ? "part" : part.type),
                                 full ? json : cut_to_width(json, kShownJson)))};
}

}  // namespace

std::vector<Line> text_lines(std::string_view text, std::string_view indent,
                             std::optional<Style> style) {
  std::vector<Line> lines;
  const std::string shown = printable_text(text);
  std::string_view rest = shown;
  while (!rest.empty()) {
    const std::size_t end = std::min(rest.find('\n'), rest.size());
    lines.push_back({fmt::format("{}{}", indent, rest.substr(0, end)), style});
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  return lines;
}

std::vector<Line> part_lines(const Part& part, int width, bool full) {
  const View data(part.data.text());
  const auto text = data["text"].string();
  if (part.type == "text" && text) {
    const bool synthetic = data["synthetic"].text() == "true";
    return text_lines(*text, "", synthetic ? std::optional(Style::dim) : std::nullopt);
  }
  if (part.type == "reasoning" && text) {
    return text_lines(*text, "┊ ", Style::dim);
  }
  if (part.type == "tool") {
    return tool_lines(data, width, full);
  }
  if (part.type == "file") {
    return file_lines(data);
  }
  if (part.type == "patch") {
    return patch_lines(data, full);
  }
  if (part.type == "step-start") {
    return full ? std::vector<Line>{short_line("step started")} : std::vector<Line>{};
  }
  if (part.type == "step-finish") {
    return step_lines(data);
  }
  if (part.type == "agent") {
    return {short_line("agent " + field(data, "name"))};
  }
  if (part.type == "subtask") {
    return subtask_lines(data);
  }
  if (part.type == "compaction") {
    return {short_line("compaction: what went before was summed up")};
  }
  if (auto lines = go_part_lines(part.type, data, width, full)) {
    return *std::move(lines);
  }
  return unknown_lines(part, full);
}

}  // namespace sessionstore::cli
