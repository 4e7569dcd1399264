#include "render/markdown.h"

#include <fmt/format.h>

#include <utility>

#include "render/markdown_text.h"
#include "render/number.h"
#include "render/text.h"
#include "render/time.h"

namespace sessionstore::cli {

namespace {

using json::View;

std::string text_of(View value) { return value.string().value_or(""); }

std::string model_name(View data) {
  const View model = data["modelID"].exists() ? data : data["model"];
  return text_of(model["modelID"].exists() ? model["modelID"] : model["id"]);
}

void add_fact(std::string& out, std::string_view name, const std::string& value) {
  if (!value.empty()) {
    out += fmt::format("- {}: {}\n", name, value);
  }
}

std::string code_unless_empty(const std::string& text) {
  return text.empty() ? text : markdown_code(text);
}

std::string file_line(View data) {
  std::string url = text_of(data["url"]);
  if (url.starts_with("data:")) {
    url = fmt::format("inline, {} bytes", grouped(static_cast<std::int64_t>(url.size())));
  }
  return fmt::format("File {} ({}): {}", markdown_code(text_of(data["filename"])),
                     markdown_plain(text_of(data["mime"])), markdown_code(url));
}

std::string patch_lines(View data) {
  std::string out = "Patch " + markdown_code(text_of(data["hash"]).substr(0, 8)) + ":\n";
  for (json::Cursor file(data["files"]); file.next();) {
    out += "\n- " + markdown_code(file.value().string().value_or(std::string(file.value().text())));
  }
  return out;
}

std::string error_text(View error) {
  const View data = error["data"];
  return fmt::format("**Error** {}: {}", markdown_plain(text_of(error["name"])),
                     markdown_plain(data["message"].string().value_or(std::string(data.text()))));
}

}  // namespace

void Markdown::block(std::string_view text) {
  if (text.empty()) {
    return;
  }
  output_.write(text);
  output_.write("\n\n");
}

void Markdown::fenced(std::string_view heading, std::string_view language, std::string_view text) {
  if (text.empty()) {
    return;
  }
  block(heading);
  block(markdown_fence(language, text));
}

void Markdown::markdown(std::string text) {
  if (begins_indented(text)) {
    // Or it would belong to a list that the text before it ends with.
    block("<!-- -->");
  }
  block(markdown_enclosed(std::move(text)));
}

void Markdown::on_session(Session session) {
  block("# " + (session.title.empty() ? "(no title)" : markdown_plain(session.title)));
  std::string facts;
  add_fact(facts, "Session", markdown_code(session.id));
  add_fact(facts, "Project", markdown_code(session.project_id));
  add_fact(facts, "Directory", code_unless_empty(session.directory));
  add_fact(facts, "Ran by", markdown_plain(session.author));
  add_fact(facts, "Machine", markdown_plain(session.machine));
  add_fact(facts, "Time",
           fmt::format("{} to {}", absolute_time(session.created), absolute_time(session.updated)));
  if (session.input_tokens != 0 || session.output_tokens != 0 || session.cost != 0) {
    add_fact(facts, "Used",
             fmt::format("{} tokens in, {} out, ${:.4f}", grouped(session.input_tokens),
                         grouped(session.output_tokens), session.cost));
  }
  if (session.parent_id) {
    add_fact(facts, "Child of", markdown_code(*session.parent_id));
  }
  output_.write(facts);
  output_.write("\n");
}

void Markdown::on_message(Message message) {
  ++messages;
  const View data(message.data.text());
  std::string heading = "## " + markdown_plain(message.role.empty() ? "message" : message.role);
  for (const std::string& more :
       {absolute_time(message.created), text_of(data["agent"]), model_name(data)}) {
    if (!more.empty()) {
      heading += " · " + markdown_plain(more);
    }
  }
  block(heading);
  if (const View error = data["error"]; error.is_object()) {
    block(error_text(error));
  }
}

void Markdown::tool(View part) {
  const View state = part["state"];
  std::string line = fmt::format("**Tool** {}: {}", markdown_code(text_of(part["tool"])),
                                 markdown_plain(text_of(state["status"])));
  if (const std::string title = text_of(state["title"]); !title.empty()) {
    line += ", " + markdown_plain(title);
  }
  const auto start = state["time"]["start"].integer();
  const auto end = state["time"]["end"].integer();
  if (start && end && *end >= *start) {
    line += ", " + duration(static_cast<double>(*end - *start) / 1000);
  }
  block(line);
  if (state["input"].text() != "{}") {
    fenced("Input:", "json", state["input"].text());
  }
  fenced("Output:", "", text_of(state["output"]));
  fenced("Error:", "", text_of(state["error"]));
}

void Markdown::on_part(Part part) {
  ++parts;
  const View data(part.data.text());
  if (part.type == "text") {
    std::string text = text_of(data["text"]);
    part.data = {};  // it may be large
    markdown(std::move(text));
  } else if (part.type == "reasoning") {
    std::string text = text_of(data["text"]);
    if (!text.empty()) {
      block("<details><summary>Reasoning</summary>");
      markdown(std::move(text));
      block("</details>");
    }
  } else if (part.type == "tool") {
    tool(data);
  } else if (part.type == "file") {
    block(file_line(data));
  } else if (part.type == "patch") {
    block(patch_lines(data));
  } else if (part.type == "subtask") {
    block(fmt::format("**Subtask** for {}: {}", markdown_code(text_of(data["agent"])),
                      markdown_plain(text_of(data["description"]))));
    markdown(text_of(data["prompt"]));
  } else if (part.type == "agent") {
    block("Agent " + markdown_code(text_of(data["name"])));
  } else if (part.type == "compaction") {
    block("*What went before was summed up.*");
  } else if (part.type != "step-start" && part.type != "step-finish") {
    fenced(markdown_plain(part.type.empty() ? "part" : part.type) + ":", "json", data.text());
  }
}

void Markdown::on_record(Record record) {
  if (record.kind != "todo") {
    return;
  }
  std::string list;
  for (json::Cursor item(View(record.data.text())); item.next();) {
    const bool done = item.value()["status"].string() == "completed";
    list += fmt::format("- [{}] {}\n", done ? "x" : " ",
                        markdown_plain(item.value()["content"].string().value_or(
                            std::string(item.value().text()))));
  }
  if (!list.empty()) {
    block("## Todo");
    output_.write(list);
    output_.write("\n");
  }
}

void Markdown::on_skipped(Skipped item) {
  block(fmt::format("> **Not readable**: {}: {}", markdown_plain(item.source),
                    markdown_plain(item.reason)));
  skipped.push_back(std::move(item));
}

}  // namespace sessionstore::cli
