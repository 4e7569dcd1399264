#pragma once

#include <sessionstore/endpoint.h>
#include <sessionstore/fingerprint.h>

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "row_values.h"

namespace sessionstore::interop {

/// What a database has of one session: hashes of its messages and parts, the rest whole.
class SessionHere final : public SessionVisitor {
 public:
  struct KnownMessage {
    Digest data;
    Millis created = 0;
  };
  struct KnownPart {
    Digest data;
    std::string message_id;
  };

  /// To be called inside a transaction. Where there is no row of the session, but rows of other
  /// tables, has those as its records.
  SessionHere(sql::Connection& connection, const Tables& tables, const std::string& id,
              const std::string& location);

  /// Whether there is a row of the session.
  [[nodiscard]] bool exists() const noexcept { return row_.has_value(); }
  /// Whether it is one of OpenCode 2.
  [[nodiscard]] bool is_second_generation() const noexcept { return second_; }
  /// Whether it has rows that could not be read.
  [[nodiscard]] bool is_damaged() const noexcept { return damaged_; }
  [[nodiscard]] const Digest& fingerprint() const noexcept { return fingerprint_; }
  [[nodiscard]] const Session& session() const noexcept { return session_; }
  /// All columns of its row.
  [[nodiscard]] const RowValues& row() const { return row_.value(); }
  [[nodiscard]] const std::map<std::string, KnownMessage>& messages() const { return messages_; }
  [[nodiscard]] const std::map<std::string, KnownPart>& parts() const { return parts_; }
  [[nodiscard]] const std::vector<Record>& records() const noexcept { return records_; }

  /// Whether these rows are here just so.
  [[nodiscard]] bool has(const Session& session) const;
  [[nodiscard]] bool has(const Message& message) const;
  [[nodiscard]] bool has(const std::string& message_id, const Part& part) const;
  [[nodiscard]] bool has(const Record& record) const;

  void on_session(Session session) override;
  void on_message(Message message) override;
  void on_part(Part part) override;
  void on_record(Record record) override;
  void on_skipped(Skipped /*skipped*/) override { damaged_ = true; }

 private:
  Fingerprinter fingerprinter_;  // hashes come from the rows just read
  Digest fingerprint_;
  bool second_ = false;
  bool damaged_ = false;
  Session session_;
  std::optional<RowValues> row_;
  std::map<std::string, KnownMessage> messages_;
  std::map<std::string, KnownPart> parts_;
  std::vector<Record> records_;
  std::string message_id_;
};

/// Looks a session up, in a transaction of its own.
using LookHere = std::function<std::unique_ptr<SessionHere>(const std::string& id)>;

}  // namespace sessionstore::interop
