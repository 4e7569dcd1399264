#pragma once

#include <sessionstore/json/document.h>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace sessionstore {

/// Milliseconds since 1970-01-01T00:00:00Z; 0 where a source told no time.
using Millis = std::int64_t;

/// Counts the changes of one session in one store: 1 when it is made, one more with each write to
/// it or to anything it owns. A row's revision is its session's at the row's last change.
using Revision = std::int64_t;

/// The longest id, key, alias or project id, in bytes: what every engine can index.
inline constexpr std::size_t kMaxIdBytes = 255;
/// The longest title, directory, author, machine, role or type, in bytes.
inline constexpr std::size_t kMaxFieldBytes = 4096;
/// The largest document or text, in bytes.
inline constexpr std::size_t kMaxDocumentBytes = 512U << 20U;

/// What belongs to a session (or to a project) and has no table of its own: todo list, diff, share,
/// permission, anything of a kind not known today. Unique by kind and key within its owner.
struct Record {
  std::string kind;
  std::string key;
  json::Document data;
  bool operator==(const Record&) const = default;
};

/// A project: the sessions of one repository, or of one directory outside any.
struct Project {
  std::string id;    ///< normalised remote, or a directory's name: see project.h
  std::string name;  ///< for people
  /// Other names it is known by: OpenCode's own project ids, earlier remotes. Globally unique.
  std::vector<std::string> aliases;
  std::vector<Record> records;
};

/// One conversation. Its `data` is the agent's own session object without the keys that columns
/// hold.
struct Session {
  std::string id;  ///< the agent's own, globally unique (`ses_...`)
  std::string project_id;
  std::string agent_project_id;  ///< the agent's own project id, which may change under its user
  std::optional<std::string>
      parent_id;  ///< of a child session (a sub-agent's); need not be in the store
  std::string title;
  std::string directory;  ///< where the agent worked, as that machine wrote it
  std::string author;     ///< who ran it; empty if unknown
  std::string machine;    ///< host name; empty if unknown
  std::int64_t message_count = 0;
  std::int64_t input_tokens = 0;   ///< summed over messages, cache reads and writes included
  std::int64_t output_tokens = 0;  ///< summed over messages, reasoning included
  double cost = 0;                 ///< summed over messages, in US dollars as agents report it
  Millis created = 0;
  Millis updated = 0;
  std::optional<Millis> archived;
  Revision revision = 0;
  json::Document data;
};

/// One message. Within a session `seq` is 1, 2, 3 ... without a gap; the store gives it.
struct Message {
  std::string id;  ///< unique within its session
  std::int64_t seq = 0;
  std::string role;  ///< "user", "assistant" ...; empty where the agent's data has none
  Millis created = 0;
  Millis updated = 0;
  std::int64_t input_tokens = 0;
  std::int64_t output_tokens = 0;
  double cost = 0;
  Revision revision = 0;
  json::Document data;
};

/// One part of a message: text, reasoning, tool call ... Within a message `position` is 0, 1, 2 ...
struct Part {
  std::string id;  ///< unique within its message
  std::int64_t message_seq = 0;
  std::int64_t position = 0;
  std::string type;
  Millis created = 0;  ///< a part without a time of its own has its message's
  Millis updated = 0;
  Revision revision = 0;
  json::Document data;
};

/// A message with its parts in order.
struct Turn {
  Message message;
  std::vector<Part> parts;
};

}  // namespace sessionstore
