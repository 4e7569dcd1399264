#include "render/transcript.h"

#include <fmt/format.h>
#include <sessionstore/json/view.h>

#include <algorithm>

#include "render/number.h"
#include "render/text.h"
#include "render/time.h"

namespace sessionstore::cli {

namespace {

using json::View;

constexpr int kRuleWidth = 80;

/// The joined texts that are not empty.
std::string joined(std::initializer_list<std::string> texts) {
  std::string out;
  for (const std::string& text : texts) {
    if (!text.empty()) {
      out += (out.empty() ? "" : " · ") + text;
    }
  }
  return out;
}

std::string model_of(View data) {
  const View model = data["modelID"].exists() ? data : data["model"];
  // The Go OpenCode has a name there.
  return printable_line(model["modelID"].string().value_or(model.string().value_or("")));
}

std::string used(const Session& session) {
  if (session.input_tokens == 0 && session.output_tokens == 0 && session.cost == 0) {
    return {};
  }
  return fmt::format("{} tokens in, {} out, ${:.4f}", grouped(session.input_tokens),
                     grouped(session.output_tokens), session.cost);
}

std::string error_of(View error) {
  const std::string name = error["name"].string().value_or("error");
  const View data = error["data"];
  return printable_line(
      fmt::format("{}: {}", name, data["message"].string().value_or(std::string(data.text()))));
}

}  // namespace

void Transcript::line(std::string_view text) {
  if (!text.empty()) {
    std::fwrite(text.data(), 1, text.size(), out_);
  }
  std::fputc('\n', out_);
}

void Transcript::rule(std::string_view left) {
  const int width = terminal_.width > 0 ? std::min(terminal_.width, 120) : kRuleWidth;
  std::string text = fmt::format("── {} ", left);
  for (int used_columns = display_width(text); used_columns < width; ++used_columns) {
    text += "─";
  }
  line();
  line(Style::bold, text);
}

bool Transcript::intact(const json::Document& data, std::string_view row) {
  if (data.intact()) {
    return true;
  }
  ++damaged_;
  line(Style::red, fmt::format("! {} is damaged: its content does not match its hash", row));
  line(printable_line(data.text()));
  return false;
}

void Transcript::on_session(Session session) {
  line(Style::bold, printable_line(session.title.empty() ? "(no title)" : session.title));
  line(printable_line(session.id));
  line(Style::dim,
       joined({printable_line(session.project_id), counted(session.message_count, "message"),
               fmt::format("{} ({})", absolute_time(session.updated),
                           relative_time(session.updated, now_)),
               session.archived ? "archived" : ""}));
  line(Style::dim, joined({printable_line(session.directory), printable_line(session.author),
                           printable_line(session.machine), used(session)}));
  if (session.parent_id) {
    line(Style::dim, "child of " + printable_line(*session.parent_id));
  }
  intact(session.data, "the session's own data");
}

void Transcript::on_message(Message message) {
  const bool whole = message.data.intact();
  const View data(whole ? std::string_view(message.data.text()) : std::string_view());
  rule(joined({printable_line(message.role.empty() ? "message" : message.role),
               absolute_time(message.created), printable_line(data["agent"].string().value_or("")),
               model_of(data)}));
  if (!intact(message.data, "message " + message.id)) {
    return;
  }
  if (const View error = data["error"]; error.is_object()) {
    line(Style::red, "! " + error_of(error));
  }
}

void Transcript::on_part(Part part) {
  if (!intact(part.data, "part " + part.id)) {
    return;
  }
  for (const Line& shown : part_lines(part, terminal_.width, full_)) {
    line(shown.style ? terminal_.paint(*shown.style, shown.text) : shown.text);
  }
}

void Transcript::on_record(Record record) {
  const std::string name = printable_line(record.kind + " " + record.key);
  if (!intact(record.data, "record " + name)) {
    return;
  }
  const bool empty = record.data.text() == "[]" || record.data.text() == "{}";
  if (empty && !full_) {
    return;
  }
  if (record.kind != "todo") {
    rule(name);
    const std::string json = printable_line(record.data.text());
    line(Style::dim, full_ ? json : cut_to_width(json, kRuleWidth));
    return;
  }
  rule("todo");
  for (json::Cursor item(View(record.data.text())); item.next();) {
    const bool done = item.value()["status"].string() == "completed";
    line(fmt::format("[{}] {}", done ? "x" : " ",
                     printable_line(item.value()["content"].string().value_or(
                         std::string(item.value().text())))));
  }
}

void Transcript::on_skipped(Skipped skipped) {
  ++damaged_;
  line(Style::red, fmt::format("! not readable: {}: {}", printable_line(skipped.source),
                               printable_line(skipped.reason)));
}

}  // namespace sessionstore::cli
