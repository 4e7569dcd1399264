#include "export/needed_members.h"

#include <fmt/format.h>
#include <sessionstore/json/edit.h>
#include <sessionstore/json/view.h>

#include <algorithm>
#include <array>
#include <initializer_list>
#include <span>
#include <string_view>
#include <vector>

namespace sessionstore::interop {
namespace {

using Path = std::vector<std::string_view>;

constexpr const char* kNoTokens =
    R"({"input":0,"output":0,"reasoning":0,"cache":{"read":0,"write":0}})";

json::View at(const json::Document& data, const Path& path) {
  json::View found(data.text());
  for (const std::string_view key : path) found = found[key];
  return found;
}

/// Whether both are strings, numbers, objects or arrays.
bool is_alike(json::View value, std::string_view sample) {
  if (!value.exists()) return false;
  const json::View like(sample);
  if (like.string()) return value.string().has_value();
  if (like.number()) return value.number().has_value();
  if (sample == "false") return value.text() == "true" || value.text() == "false";
  return value.text().front() == sample.front();
}

/// Completes one object.
class Completion {
 public:
  explicit Completion(json::Document data) : data_(std::move(data)) {}

  /// The member is there, as something of the kind of `value`; else it becomes that.
  Completion& need(const Path& path, const std::string& value) {
    for (std::size_t depth = 1; depth < path.size(); ++depth) {
      const Path outer(path.begin(), path.begin() + static_cast<std::ptrdiff_t>(depth));
      if (!at(data_, outer).is_object()) data_ = json::with_member(data_, outer, "{}");
    }
    if (!is_alike(at(data_, path), value)) data_ = json::with_member(data_, path, value);
    return *this;
  }
  /// The same below a member that need not be there.
  Completion& need_within(std::string_view member, const Path& rest, const std::string& value) {
    if (!has(member)) return *this;
    Path path{member};
    path.insert(path.end(), rest.begin(), rest.end());
    return need(path, value);
  }
  Completion& need_tokens(std::string_view member = "tokens") {
    need({member}, kNoTokens);
    for (const char* const kind : {"input", "output", "reasoning"}) need({member, kind}, "0");
    need({member, "cache"}, R"({"read":0,"write":0})");
    return need({member, "cache", "read"}, "0").need({member, "cache", "write"}, "0");
  }
  void remove(std::string_view member) { data_ = json::with_member(data_, Path{member}, ""); }
  [[nodiscard]] bool has(std::string_view member) const {
    const json::View value = json::View(data_.text())[member];
    return value.exists() && value.text() != "null";
  }
  [[nodiscard]] bool has_strings(std::initializer_list<Path> members) const {
    return std::ranges::all_of(
        members, [&](const Path& path) { return at(data_, path).string().has_value(); });
  }
  [[nodiscard]] const json::Document& data() const { return data_; }

 private:
  json::Document data_;
};

/// A file's difference as 1.2 wants it, which later ones pass over: they keep a patch.
std::string with_both_texts(json::View difference) {
  if (!difference.is_object()) return std::string(difference.text());
  return std::string(Completion(json::Document::parse(difference.text()))
                         .need({"before"}, R"("")")
                         .need({"after"}, R"("")")
                         .need({"additions"}, "0")
                         .need({"deletions"}, "0")
                         .data()
                         .text());
}

void complete_differences(Completion& message) {
  if (!message.has("summary")) return;
  message.need({"summary", "diffs"}, "[]");
  const json::View differences = at(message.data(), {"summary", "diffs"});
  std::string completed;
  for (json::Cursor difference(differences); difference.next();) {
    completed += (completed.empty() ? "" : ",") + with_both_texts(difference.value());
  }
  completed = "[" + completed + "]";
  if (completed == differences.text()) return;
  Completion changed(json::with_member(message.data(), Path{"summary", "diffs"}, completed));
  message = std::move(changed);
}

bool is_known_type(std::string_view type) {
  constexpr std::array<std::string_view, 12> kTypes{
      "text",  "reasoning", "tool",    "step-start", "step-finish", "snapshot",
      "patch", "agent",     "subtask", "retry",      "compaction",  "file"};
  return std::ranges::find(kTypes, type) != kTypes.end();
}

/// Completes what a tool's call came to.
void complete_state(Completion& part, const std::string& time) {
  const std::string status = at(part.data(), {"state", "status"}).string().value_or("");
  part.need({"state", "input"}, "{}");
  if (status == "pending") {
    part.need({"state", "raw"}, R"("")");
    return;
  }
  part.need({"state", "time", "start"}, time);
  if (status == "running") return;
  part.need({"state", "time", "end"}, time);
  if (status == "error") {
    part.need({"state", "error"}, R"("")");
  } else {
    part.need({"state", "output"}, R"("")")
        .need({"state", "title"}, R"("")")
        .need({"state", "metadata"}, "{}");
  }
}

}  // namespace

json::Document with_needed_members(const Session& session) {
  Completion info(session.data);
  info.need({"slug"}, R"("")")
      .need({"directory"}, json::quote(session.directory))
      .need({"title"}, json::quote(session.title))
      .need({"version"}, R"("")")
      .need({"time", "created"}, std::to_string(session.created))
      .need({"time", "updated"}, std::to_string(session.updated));
  for (const char* const count : {"additions", "deletions", "files"}) {
    info.need_within("summary", {count}, "0");
  }
  if (info.has("tokens")) info.need_tokens();
  if (info.has("model") && !info.has_strings({{"model", "id"}, {"model", "providerID"}})) {
    info.remove("model");
  }
  if (info.has("revert") && !info.has_strings({{"revert", "messageID"}})) info.remove("revert");
  return info.data();
}

json::Document with_needed_members(const Message& message, const std::string& last_user) {
  Completion info(message.data);
  const bool is_answer = json::View(message.data.text())["role"].string() == "assistant";
  info.need({"time", "created"}, std::to_string(message.created)).need({"agent"}, R"("build")");
  if (is_answer) {
    info.need({"parentID"}, json::quote(last_user.empty() ? message.id : last_user))
        .need({"modelID"}, R"("unknown")")
        .need({"providerID"}, R"("unknown")")
        .need({"mode"}, R"("build")")
        .need({"path", "cwd"}, R"("/")")
        .need({"path", "root"}, R"("/")")
        .need({"cost"}, "0")
        .need_tokens();
  } else {
    info.need({"model", "providerID"}, R"("unknown")").need({"model", "modelID"}, R"("unknown")");
    complete_differences(info);
  }
  return info.data();
}

std::optional<json::Document> with_needed_members(const Part& part, Millis message_created) {
  Completion row(part.data);
  const std::string type = json::View(part.data.text())["type"].string().value_or("");
  const std::string time = std::to_string(part.created != 0 ? part.created : message_created);
  const auto unless_lacking =
      [&](std::initializer_list<Path> strings) -> std::optional<json::Document> {
    return row.has_strings(strings) ? std::optional(row.data()) : std::nullopt;
  };
  if (type == "text") row.need({"text"}, R"("")");
  if (type == "reasoning") row.need({"text"}, R"("")").need({"time", "start"}, time);
  if (type == "step-finish") row.need({"reason"}, R"("unknown")").need({"cost"}, "0").need_tokens();
  if (type == "compaction") row.need({"auto"}, "false");
  if (type == "file") return unless_lacking({{"mime"}, {"url"}});
  if (type == "agent") return unless_lacking({{"name"}});
  if (type == "snapshot") return unless_lacking({{"snapshot"}});
  if (type == "subtask") return unless_lacking({{"prompt"}, {"description"}, {"agent"}});
  if (type == "patch") {
    row.need({"files"}, "[]");
    return unless_lacking({{"hash"}});
  }
  if (type == "tool") {
    if (!row.has_strings({{"callID"}, {"tool"}, {"state", "status"}})) return std::nullopt;
    complete_state(row, time);
  }
  if (type == "retry") {
    row.need({"attempt"}, "1").need({"time", "created"}, time);
    if (!row.has_strings({{"error", "name"}, {"error", "data", "message"}})) return std::nullopt;
    row.need({"error", "data", "isRetryable"}, "false");
  }
  return is_known_type(type) ? std::optional(row.data()) : std::nullopt;
}

}  // namespace sessionstore::interop
