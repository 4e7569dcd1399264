#include "harmless_parts.h"

#include <sessionstore/json/edit.h>

#include <algorithm>
#include <array>
#include <string_view>
#include <system_error>

#include "file_url.h"
#include "paths.h"

namespace sessionstore::interop {
namespace {

namespace fs = std::filesystem;

BroughtPart left_out(std::string why) { return {false, {}, std::move(why)}; }

/// Whether it can be an id of git's. What is none could be taken for an option by the git that
/// OpenCode calls with it.
bool is_git_id(std::string_view text) {
  return (text.size() == 40 || text.size() == 64) && std::ranges::all_of(text, [](char c) {
           return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
         });
}

BroughtPart judge_tool(const json::Document& part) {
  const json::View attachments = json::View(part.text())["state"]["attachments"];
  std::string kept;
  bool all = true;
  for (json::Cursor file(attachments); file.next();) {
    if (is_data_url(file.value()["url"].string().value_or(""))) {
      kept += (kept.empty() ? "" : ",") + std::string(file.value().text());
    } else {
      all = false;
    }
  }
  if (all) return {true, part, {}};
  constexpr std::array<std::string_view, 2> kPath{"state", "attachments"};
  return {true, json::with_member(part, kPath, "[" + kept + "]"),
          "an attachment is left out that would be fetched from here"};
}

/// What it asked for, for people and models to read.
std::string request_of(json::View part, std::string_view type) {
  if (type == "compaction") return "What did we do so far?";  // as OpenCode puts it to the model
  std::string text = "Subtask";
  if (const auto agent = part["agent"].string()) text += " for @" + *agent;
  if (const auto what = part["description"].string()) text += ": " + *what;
  if (const auto prompt = part["prompt"].string()) text += "\n\n" + *prompt;
  return text;
}

}  // namespace

bool HarmlessParts::may_be_fetched(json::View file) const {
  const std::string url = file["url"].string().value_or("");
  if (is_data_url(url)) return true;
  const auto mime = file["mime"].string();
  // OpenCode took their text in when they were said, and shows no more than their name.
  if (mime != "text/plain" && mime != "application/x-directory") return false;
  const auto path = path_of_file_url(url);
  if (!path) return false;
  std::error_code ignored;
  const bool is_own = directory_ != "/" && leads_into(*path, directory_);
  return is_own || !fs::exists(fs::symlink_status(*path, ignored));
}

BroughtPart HarmlessParts::judge_file(const json::Document& part) const {
  const json::View data(part.text());
  if (!may_be_fetched(data)) return left_out("its URL would be fetched from here: left out");
  const json::View source = data["source"];
  const auto type = source["type"].string();
  if (!source.exists() || type == "file" || type == "symbol") return {true, part, {}};
  constexpr std::array<std::string_view, 1> kSource{"source"};
  return {true, json::with_member(part, kSource, ""),
          "its source would be read again from here: that is left out"};
}

BroughtPart HarmlessParts::judge(const json::Document& part) const {
  const json::View data(part.text());
  const std::string type = data["type"].string().value_or("");
  if (type == "patch") {
    return left_out("an undo with it would remove files that are newer here: left out");
  }
  if (type == "file") return judge_file(part);
  if (type == "subtask" || type == "compaction") {
    const std::string text = json::quote(request_of(data, type));
    return {true, json::Document::parse(R"({"type":"text","text":)" + text + "}"),
            "OpenCode would carry it out here: brought as a text"};
  }
  if (type == "tool") return judge_tool(part);
  if (const json::View id = data["snapshot"]; id.exists() && !is_git_id(id.string().value_or(""))) {
    if (type == "snapshot") return left_out("it names no snapshot: left out");
    constexpr std::array<std::string_view, 1> kSnapshot{"snapshot"};
    return {true, json::with_member(part, kSnapshot, ""), "it names no snapshot: that is left out"};
  }
  return {true, part, {}};
}

}  // namespace sessionstore::interop
