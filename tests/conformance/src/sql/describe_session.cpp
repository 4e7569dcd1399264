#include <fmt/format.h>
#include <sessionstore/conformance/require.h>
#include <sessionstore/fingerprint.h>

#include "sql/fault_script.h"

namespace sessionstore::conformance {
namespace {

std::string describe_project(SessionStore& store, const std::string& session) {
  const auto project = store.find_project("alias of " + session);
  if (!project) return "no project\n";
  return fmt::format("project {} with {} aliases and {} records\n", project->name,
                     project->aliases.size(), project->records.size());
}

std::string describe_turns(const std::vector<Turn>& turns, const Session& session) {
  std::string text;
  std::int64_t seq = 0;
  std::int64_t input = 0;
  for (const auto& [message, parts] : turns) {
    require_equal("seq", message.seq, ++seq);
    input += message.input_tokens;
    text += fmt::format("message {} at revision {}: {}\n", message.id, message.revision,
                        message.data.text());
    std::int64_t position = 0;
    for (const Part& part : parts) {
      require_equal("position", part.position, position++);
      text +=
          fmt::format("  part {} at revision {}: {}\n", part.id, part.revision, part.data.text());
    }
  }
  require_equal("message_count", session.message_count, seq);
  require_equal("input_tokens", session.input_tokens, input);
  return text;
}

}  // namespace

std::string describe_session(SessionStore& store, const std::string& session) {
  std::string text = describe_project(store, session);
  const auto found = store.find_session(session);
  if (!found) return text + "no session\n";
  const SessionArchive archive = archive_session(store, session);
  text += fmt::format("session at revision {}, {} messages, archived {}, {} renamed\n",
                      found->revision, found->message_count, found->archived.value_or(-1),
                      found->title == "renamed" ? "is" : "is not");
  text += describe_turns(archive.turns, *found);
  for (const Record& record : archive.records) text += describe(record) + '\n';
  require_equal("fingerprint", store.find_stored(session)->fingerprint,
                fingerprint_of(store, session));
  return text;
}

}  // namespace sessionstore::conformance
