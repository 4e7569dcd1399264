#include <sessionstore/error.h>
#include <sessionstore/transfer.h>

#include <algorithm>
#include <map>

#include "transfer/progress.h"

namespace sessionstore {
namespace {

struct RowHash {
  std::string row;  ///< its kind and id, for people
  Digest hash;
  bool operator==(const RowHash&) const = default;
};

/// Collects what identifies each row of a session, and what is wrong with it.
class RowHashes final : public SessionVisitor {
 public:
  RowHashes(const Supervision& supervision, transfer_detail::Progress* progress)
      : supervision_(supervision), progress_(progress) {}

  void on_session(Session session) override {
    parent = session.parent_id.value_or("");
    remember("the session's own row", session.data);
  }
  void on_message(Message message) override {
    ++messages;
    message_ = "message " + message.id;
    add(message_, message.data);
  }
  void on_part(Part part) override {
    ++parts;
    add(message_ + ", part " + part.id, part.data);
  }
  void on_record(Record record) override {
    add("record " + record.kind + " " + record.key, record.data);
  }
  void on_skipped(Skipped skipped) override {
    damaged.push_back(skipped.source + ": " + skipped.reason);
  }

  std::vector<RowHash> rows;
  std::vector<std::string> damaged;
  std::string parent;
  std::int64_t messages = 0;
  std::int64_t parts = 0;

 private:
  void add(std::string row, const json::Document& data) {
    supervision_.stop.check();
    if (progress_ != nullptr) progress_->add(1, data.text().size());
    remember(std::move(row), data);
  }
  void remember(std::string row, const json::Document& data) {
    if (!data.intact()) damaged.push_back(row + " is damaged: its hash does not match");
    rows.push_back({std::move(row), data.hash()});
  }

  const Supervision& supervision_;
  transfer_detail::Progress* progress_;
  std::string message_;
};

/// Some of the rows of one side that the other has not, or has otherwise.
class RowDifferences {
 public:
  RowDifferences(const std::vector<RowHash>& from, const std::vector<RowHash>& to) {
    std::map<std::string_view, const Digest*> there;
    for (const RowHash& row : to) there.emplace(row.row, &row.hash);
    for (const RowHash& row : from) {
      const auto found = there.find(row.row);
      if (found == there.end()) {
        missing_.push_back(row.row);
      } else {
        if (*found->second != row.hash) different_.push_back(row.row);
        there.erase(found);
      }
    }
    for (const auto& [row, hash] : there) more_.emplace_back(row);
  }

  [[nodiscard]] std::string text() const {
    std::string text;
    append(text, missing_, "missing");
    append(text, different_, "different");
    append(text, more_, "only there");
    return text.empty() ? "the same rows in another order" : text;
  }

 private:
  static void append(std::string& text, const std::vector<std::string>& rows,
                     std::string_view what) {
    if (rows.empty()) return;
    if (!text.empty()) text += "; ";
    text += std::to_string(rows.size()) + " " + std::string(what) + ", such as " + rows.front();
  }

  std::vector<std::string> missing_;
  std::vector<std::string> different_;
  std::vector<std::string> more_;
};

class Comparer {
 public:
  Comparer(SessionSource& from, SessionSource& to, const Supervision& supervision)
      : from_(from), to_(to), supervision_(supervision) {}

  Comparison run() {
    const Inventory from = from_.inventory();
    const Inventory to = to_.inventory();
    report(from.skipped, from_);
    report(to.skipped, to_);
    transfer_detail::Progress progress(supervision_.on_progress, from.sessions.size());
    for (const SessionEntry& entry : from.sessions) {
      supervision_.stop.check();
      compare(entry.id, progress);
      progress.session_done();
    }
    for (const SessionEntry& entry : to.sessions) {
      const bool known = std::ranges::binary_search(from.sessions, entry.id, {}, &SessionEntry::id);
      if (!known) result_.only_in_to.push_back(entry.id);
    }
    return std::move(result_);
  }

 private:
  void differ(const std::string& id, std::string kind, std::string detail) {
    result_.differences.push_back({id, std::move(kind), std::move(detail)});
  }
  void report(const std::vector<Skipped>& skipped, const SessionSource& place) {
    for (const Skipped& one : skipped) {
      differ("", "unreadable", place.location() + ": " + one.source + ": " + one.reason);
    }
  }

  /// Returns whether it is there and could be read to its end.
  bool read(SessionSource& place, const std::string& id, RowHashes& rows) {
    try {
      place.read_session(id, rows);
    } catch (const Error& error) {
      if (error.code() == ErrorCode::not_found) {
        if (&place == &to_) differ(id, "missing", "it is not there");
        return false;  // gone from the other since the inventory was taken: no difference
      }
      if (error.code() != ErrorCode::corrupt) throw;
      rows.damaged.emplace_back(error.what());
    }
    for (const std::string& what : rows.damaged) {
      differ(id, "damaged", place.location() + ": " + what);
    }
    return rows.damaged.empty();
  }

  void compare(const std::string& id, transfer_detail::Progress& progress) {
    RowHashes ours(supervision_, &progress);
    RowHashes theirs(supervision_, nullptr);
    const bool whole = read(from_, id, ours);
    ++result_.sessions;
    result_.messages += ours.messages;
    result_.parts += ours.parts;
    if (!read(to_, id, theirs) || !whole) return;
    if (ours.rows != theirs.rows) {
      differ(id, "content", RowDifferences(ours.rows, theirs.rows).text());
    } else if (ours.parent != theirs.parent) {
      differ(id, "content", "it belongs to another session");
    }
  }

  SessionSource& from_;
  SessionSource& to_;
  const Supervision& supervision_;
  Comparison result_;
};

}  // namespace

Comparison compare_places(SessionSource& from, SessionSource& to, const Supervision& supervision) {
  return Comparer(from, to, supervision).run();
}

}  // namespace sessionstore
