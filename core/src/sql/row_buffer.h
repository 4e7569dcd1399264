#pragma once

#include <string>
#include <utility>
#include <vector>

#include "sql/message_queries.h"
#include "sql/record_queries.h"
#include "sql/session_queries.h"

namespace sessionstore::sql {

/// New rows of several sessions that are held back, for engines that like them many at once.
class RowBuffer {
 public:
  void add(NewSession session) { sessions_.push_back(std::move(session)); }
  void add(const std::string& session_id, Message message) {
    bytes_ += message.data.text().size();
    messages_.add(session_id, std::move(message));
  }
  void add(const std::string& session_id, Part part) {
    bytes_ += part.data.text().size();
    parts_.add(session_id, std::move(part));
  }
  void add(const std::string& session_id, NewRecord added) {
    bytes_ += added.record.data.text().size();
    records_.add(session_id, std::move(added));
  }

  [[nodiscard]] bool has_session(std::string_view id) const;
  /// Whether it is time to write them to an engine of that dialect.
  [[nodiscard]] bool full(const Dialect& dialect) const;
  /// Writes and forgets them. Throws Error(conflict) where one of the sessions is there already.
  void flush(Connection& connection);

 private:
  template <typename AnyRow>
  struct Rows {
    std::vector<std::string> session_ids;
    std::vector<AnyRow> rows;

    void add(const std::string& session_id, AnyRow row) {
      session_ids.push_back(session_id);
      rows.push_back(std::move(row));
    }
    [[nodiscard]] std::vector<Owned<AnyRow>> owned() const {
      std::vector<Owned<AnyRow>> owned;
      for (std::size_t i = 0; i < rows.size(); ++i) owned.push_back({session_ids[i], &rows[i]});
      return owned;
    }
  };

  std::vector<NewSession> sessions_;
  Rows<Message> messages_;
  Rows<Part> parts_;
  Rows<NewRecord> records_;
  std::size_t bytes_ = 0;
};

}  // namespace sessionstore::sql
