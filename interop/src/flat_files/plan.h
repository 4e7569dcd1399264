#pragma once

#include <sessionstore/endpoint.h>

#include <functional>
#include <map>
#include <string>
#include <vector>

namespace sessionstore::interop {

/// A file that becomes a record.
struct RecordFile {
  std::string kind;
  std::string key;
  std::string path;  ///< relative to storage/
};

/// Where the rows of one session are, by names alone.
struct PlannedSession {
  std::string id;
  std::string project_id;  ///< ours
  /// The directories under session/ that have a file of this id. The first one is the session, the
  /// others are copies of it that OpenCode left behind.
  std::vector<std::string> agent_projects;
  /// Where the agent worked; of a session without a readable file, as its messages tell it.
  std::string directory;
  bool readable = false;                 ///< whether its file could be read
  bool has_messages = false;             ///< whether there is a directory message/<id>
  std::vector<std::string> orphans;      ///< directories of part/ without a message file
  std::vector<RecordFile> record_files;  ///< in no order
};

/// Sessions by id. All comparisons of ids are of bytes.
using PlannedSessions = std::map<std::string, PlannedSession, std::less<>>;

/// A message id that stands in several sessions' directories, and those sessions, ascending.
using SharedMessages = std::map<std::string, std::vector<std::string>, std::less<>>;

/// What a storage/ tree holds, and where.
struct ReadPlan {
  PlannedSessions sessions;
  SharedMessages shared_messages;
  std::vector<Project> projects;  ///< ascending by id
  std::vector<Skipped> skipped;   ///< what belongs to no session
  std::vector<Skipped> notes;     ///< the same, taken but not as it was
};

}  // namespace sessionstore::interop
