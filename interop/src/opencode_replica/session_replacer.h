#pragma once

#include <functional>
#include <memory>
#include <set>
#include <string>

#include "opencode_target/session_here.h"
#include "opencode_target/session_row_writer.h"
#include "opencode_target/target_facts.h"

namespace sessionstore::interop {

/// Makes the rows of a session what is put: new ones are inserted, changed ones updated, those that
/// do not come deleted. Rows of tables that sessions are not written to stay as they are, and so
/// does a row that cannot be read and does not come.
///
/// What is put must be what AdaptedSource gives with a look at what is here: end() throws
/// Error(constraint) where reading back would give something else.
class SessionReplacer final : public SessionRowWriter {
 public:
  /// What has been written, once it is committed.
  struct Written {
    Session session;
    Digest fingerprint;
    std::string stamp;
  };

  /// `location` is for messages. All but `on_written` must outlive it.
  SessionReplacer(sql::Connection& connection, const TargetFacts& facts, Checkouts& checkouts,
                  Millis now, const std::string& location, std::function<void(Written)> on_written)
      : connection_(connection),
        facts_(facts),
        checkouts_(checkouts),
        now_(now),
        location_(location),
        on_written_(std::move(on_written)) {}

  /// Throws Error(conflict) where the database's session has another fingerprint than `expected`,
  /// or is there, or is not; Error(constraint) for one that cannot be replaced.
  void begin(const Session& session, const std::optional<Digest>& expected) override;
  void put(const Message& message) override;
  void put(const Part& part) override;
  void put(const Record& record) override;
  void end(const Digest& fingerprint) override;
  void committed() override { on_written_(std::move(written_)); }

 private:
  void require_replaceable() const;
  void write_session(const Session& session);
  /// Updates the row where there is one of that id in this session, else inserts it.
  void write(const RowValues& row, bool known, std::string_view what, const std::string& id);
  void delete_missing();

  sql::Connection& connection_;
  const TargetFacts& facts_;
  Checkouts& checkouts_;
  Millis now_;
  const std::string& location_;
  std::function<void(Written)> on_written_;
  Written written_;
  std::unique_ptr<SessionHere> here_;
  std::string message_id_;
  std::set<std::string> missing_messages_;  // of here: did not come so far
  std::set<std::string> missing_parts_;
  bool todo_came_ = false;
};

/// Throws Error(conflict) unless what is here is as `expected`.
void require_expected(const SessionHere& here, const std::string& id,
                      const std::optional<Digest>& expected);

/// Throws Error(constraint) where only another program can change the session.
void require_first_generation(const SessionHere& here, const std::string& id);

}  // namespace sessionstore::interop
