#pragma once

#include <sessionstore/error.h>
#include <sessionstore/fingerprint.h>
#include <sessionstore/store.h>

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

/// What the store holds. Plain values: a copy is a snapshot.
namespace example {

/// Kind and key. std::map orders them as the contract wants: by bytes.
using RecordName = std::pair<std::string, std::string>;

struct StoredRecord {
  sessionstore::json::Document data;
  sessionstore::Revision revision = 0;
};

/// A session with all that it owns.
struct WholeSession {
  sessionstore::Session session;
  std::vector<sessionstore::Turn> turns;
  std::map<RecordName, StoredRecord> records;
  std::optional<sessionstore::Digest> base;  ///< fingerprint when it was last put whole

  /// Counts one change; a row that changes with it takes the revision returned.
  sessionstore::Revision touch(std::optional<sessionstore::Millis> now);
  /// These throw Error(not_found).
  sessionstore::Turn& turn(std::string_view message_id);
  sessionstore::Part& part(std::string_view message_id, std::string_view part_id);
  /// These give ids, positions and sums. Throw Error(already_exists).
  const sessionstore::Message& append(sessionstore::Message message);
  const sessionstore::Part& append(sessionstore::Turn& turn, sessionstore::Part part);

  void visit(sessionstore::SessionVisitor& visitor) const;
  [[nodiscard]] sessionstore::Digest fingerprint() const;
};

struct StoredProject {
  std::string name;
  std::map<RecordName, sessionstore::json::Document> records;
};

struct Content {
  std::map<std::string, StoredProject, std::less<>> projects;
  std::map<std::string, std::string, std::less<>> aliases;  ///< alias to project
  std::map<std::string, WholeSession, std::less<>> sessions;

  void ensure_project(const std::string& id);
  void put(const sessionstore::Project& project);
  [[nodiscard]] std::vector<std::string> aliases_of(std::string_view project) const;
  [[nodiscard]] sessionstore::Project project(std::string_view id) const;
};

sessionstore::Error not_found(std::string_view what, std::string_view id);
sessionstore::Error already_exists(std::string_view what, std::string_view id);
/// Throws Error(conflict) if a revision is expected and it is another.
void require_revision(sessionstore::Revision current,
                      std::optional<sessionstore::Revision> expected);

}  // namespace example
