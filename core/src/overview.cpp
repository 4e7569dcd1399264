#include <sessionstore/error.h>
#include <sessionstore/overview.h>

#include <optional>
#include <utility>

namespace sessionstore {
namespace {

/// Thrown to end a reading early: no std::exception, which a source might take for a failure.
struct HeadRead {};

void clear_sums(Session& session) {
  session.message_count = session.input_tokens = session.output_tokens = 0;
  session.cost = 0;
}

class HeadVisitor final : public SessionVisitor {
 public:
  [[noreturn]] void on_session(Session session) override {
    clear_sums(session);
    head = std::move(session);
    throw HeadRead{};
  }
  void on_message(Message /*message*/) override {}
  void on_part(Part /*part*/) override {}
  void on_record(Record /*record*/) override {}

  std::optional<Session> head;
};

}  // namespace

void SummaryVisitor::on_session(Session session) {
  clear_sums(session);
  summary_.session = std::move(session);
}

void SummaryVisitor::on_message(Message message) {
  Session& session = summary_.session;
  ++session.message_count;
  session.input_tokens += message.input_tokens;
  session.output_tokens += message.output_tokens;
  session.cost += message.cost;
}

Overview overview_of(SessionSource& source) {
  if (auto* const knowing = dynamic_cast<OverviewSource*>(&source)) return knowing->overview();
  Inventory inventory = source.inventory();
  Overview overview;
  overview.projects = std::move(inventory.projects);
  for (const SessionEntry& entry : inventory.sessions) {
    HeadVisitor visitor;
    try {
      source.read_session(entry.id, visitor);
    } catch (const HeadRead&) {
      overview.sessions.push_back(*std::move(visitor.head));
    } catch (const Error& error) {
      if (error.code() != ErrorCode::corrupt && error.code() != ErrorCode::not_found) throw;
    }
  }
  return overview;
}

SessionSummary summary_of(SessionSource& source, std::string_view id) {
  if (auto* const knowing = dynamic_cast<OverviewSource*>(&source)) return knowing->summary(id);
  SummaryVisitor visitor;
  source.read_session(id, visitor);
  return std::move(visitor).take();
}

}  // namespace sessionstore
