#pragma once

#include <sessionstore/fingerprint.h>
#include <sessionstore/stop_flag.h>

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace sessionstore::sync_detail {

/// What names a row within its session: its kind (kMessage, kPart, kRecord) and its ids.
using RowKey = std::string;
inline constexpr char kMessage = 'm';
inline constexpr char kPart = 'p';
inline constexpr char kRecord = 'r';

RowKey message_key(std::string_view id);
RowKey part_key(std::string_view message_id, std::string_view id);
RowKey record_key(std::string_view kind, std::string_view key);
inline char kind_of(const RowKey& key) { return key.front(); }
/// The key for people: "message msg_1", "part prt_1", "record todo", "record kind its-key".
std::string name_of(const RowKey& key);

/// The rows of a session but its own, by what is in them.
using RowHashes = std::map<RowKey, Digest>;

struct LineRow {
  RowKey key;
  Digest hash;
};

/// How a session stands in one replica: its own row whole, of all others what names them and what
/// is in them.
struct Line {
  Session session;
  std::vector<LineRow> rows;  ///< in canonical order
  Digest fingerprint;
  std::vector<Skipped> skipped;  ///< rows that could not be read
  std::vector<Skipped> notes;    ///< of what is not as it was in its place

  [[nodiscard]] RowHashes hashes() const;
};

/// Notes a session's line as its rows pass by. Throws Error(interrupted) once it is stopped.
class LineVisitor : public SessionVisitor {
 public:
  explicit LineVisitor(StopFlag stop = {}) : stop_(stop) {}
  void on_session(Session session) override { note(session); }
  void on_message(Message message) override { note(message); }
  void on_part(Part part) override { note(part); }
  void on_record(Record record) override { note(record); }
  void on_skipped(Skipped skipped) override { line_.skipped.push_back(std::move(skipped)); }
  void on_note(Skipped note) override { notes_.push_back(std::move(note)); }

  /// The line of what has passed; the object starts anew afterwards.
  Line take();

 protected:
  void note(const Session& session);
  void note(const Message& message);
  void note(const Part& part);
  void note(const Record& record);

 private:
  StopFlag stop_;
  Line line_;
  Fingerprinter fingerprinter_;
  std::string message_;
  std::vector<Skipped> notes_;  // the first come before the session's own row
};

/// Reads the whole session; damaged rows are among the skipped. Throws Error(not_found).
Line read_line(SessionSource& source, std::string_view id, StopFlag stop = {});

}  // namespace sessionstore::sync_detail
