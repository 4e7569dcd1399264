#pragma once

#include <sessionstore/endpoint.h>

/// What a place holds, told without reading all of it: for lists and single sessions straight from
/// a source.
namespace sessionstore {

/// The sessions' own rows, without what they own.
struct Overview {
  std::vector<Project> projects;  ///< as Inventory has them
  std::vector<Session> sessions;  ///< in no order; their counts and sums are not filled in
  /// Of a source that is made of several places: those that could not be read.
  std::vector<Skipped> skipped;
};

/// One session's own row with its counts and sums, and the number of its parts.
struct SessionSummary {
  Session session;
  std::int64_t parts = 0;
};

/// A source that need not read whole sessions to tell of them. One thread at a time.
class OverviewSource {
 public:
  virtual ~OverviewSource() = default;
  virtual Overview overview() = 0;
  /// Throws Error(not_found).
  virtual SessionSummary summary(std::string_view id) = 0;
};

/// Of any source: what it knows as an OverviewSource, else by beginning to read each session. One
/// that cannot be read is left out.
Overview overview_of(SessionSource& source);
/// Of any source, else by reading the session. Throws Error(not_found).
SessionSummary summary_of(SessionSource& source, std::string_view id);

/// Adds up a session as a store would.
class SummaryVisitor : public SessionVisitor {
 public:
  void on_session(Session session) override;
  void on_message(Message message) override;
  void on_part(Part /*part*/) override { ++summary_.parts; }
  void on_record(Record /*record*/) override {}

  [[nodiscard]] SessionSummary take() && { return std::move(summary_); }

 private:
  SessionSummary summary_;
};

}  // namespace sessionstore
