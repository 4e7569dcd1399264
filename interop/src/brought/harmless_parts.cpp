#include "harmless_parts.h"

#include <sessionstore/json/edit.h>

#include <array>
#include <system_error>

#include "file_url.h"
#include "paths.h"

namespace sessionstore::interop {
namespace {

namespace fs = std::filesystem;

BroughtPart left_out(std::string why) { return {false, {}, std::move(why)}; }

}  // namespace

bool HarmlessParts::may_undo(json::View patch) const {
  const auto hash = patch["hash"].string();
  if (!hash || !snapshots_.has(agent_project_id_, *hash)) return false;
  for (json::Cursor file(patch["files"]); file.next();) {
    const auto path = file.value().string();
    if (!path || !leads_into(*path, directory_)) return false;
  }
  return true;
}

bool HarmlessParts::may_be_fetched(json::View file) const {
  const std::string url = file["url"].string().value_or("");
  if (is_data_url(url)) return true;
  const auto mime = file["mime"].string();
  // OpenCode took their text in when they were said, and shows no more than their name.
  if (mime != "text/plain" && mime != "application/x-directory") return false;
  const auto path = path_of_file_url(url);
  if (!path) return !is_file_url(url);
  std::error_code ignored;
  return leads_into(*path, directory_) || !fs::exists(fs::symlink_status(*path, ignored));
}

BroughtPart HarmlessParts::judge_tool(const json::Document& part) const {
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

BroughtPart HarmlessParts::judge(const json::Document& part, bool is_last) const {
  const json::View data(part.text());
  const std::string type = data["type"].string().value_or("");
  if (type == "patch" && !may_undo(data)) {
    return left_out(
        "an undo with it would remove files that the session has not made here: left out");
  }
  if (type == "file" && !may_be_fetched(data)) {
    return left_out("its URL would be fetched from here: left out");
  }
  if ((type == "subtask" || type == "compaction") && is_last) {
    return left_out("OpenCode would carry it out here: left out");
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
