#pragma once

#include <sessionstore/model.h>

#include <map>
#include <string>

#include "row_values.h"
#include "session_row_writer.h"
#include "target_facts.h"

namespace sessionstore::interop {

/// Only adds to a session that is there already, whatever `expected` is but there: throws
/// Error(constraint) where it has a row otherwise.
class SessionWriter final : public SessionRowWriter {
 public:
  SessionWriter(sql::Connection& connection, const TargetFacts& facts, Checkouts& checkouts,
                Millis now)
      : connection_(connection), facts_(facts), checkouts_(checkouts), now_(now) {}

  void begin(const Session& session, const std::optional<Digest>& expected) override;
  void put(const Message& message) override;
  void put(const Part& part) override;
  void put(const Record& record) override;
  /// Throws Error(conflict) where the database has rows of the session that did not come.
  void end(const Digest& fingerprint) override;

 private:
  /// The hashes of the data of rows that are there already, by id.
  using Known = std::map<std::string, Digest>;

  /// Throws Error(constraint) where the row there was changed later than the one that comes.
  void require_not_later(const Session& session) const;
  void read_known(const Session& session);
  /// Whether the row must be written to `table`: it is not there yet.
  bool is_new(Known& known, const std::string& id, const json::Document& data,
              std::string_view table);

  sql::Connection& connection_;
  const TargetFacts& facts_;
  Checkouts& checkouts_;
  Millis now_;
  Session session_;
  std::string message_id_;
  Known known_messages_;
  Known known_parts_;
};

}  // namespace sessionstore::interop
