#include "sync/fork_source.h"

#include <fmt/format.h>
#include <sessionstore/json/view.h>

#include <optional>
#include <tuple>

namespace sessionstore::sync_detail {
namespace {

/// Adds to a session's records the one that tells what it was forked from.
class OriginAdder final : public ForkingVisitor {
 public:
  OriginAdder(SessionVisitor& to, Fork fork, Record origin)
      : ForkingVisitor(to, std::move(fork)), to_(to), origin_(std::move(origin)) {}

  void on_record(Record record) override {
    if (origin_ && std::tie(origin_->kind, origin_->key) <= std::tie(record.kind, record.key)) {
      add_origin();
    }
    // A fork of a fork tells of the last one.
    if (record.kind != kForkRecord) ForkingVisitor::on_record(std::move(record));
  }
  void add_origin() {
    if (origin_) to_.on_record(*std::exchange(origin_, std::nullopt));
  }

 private:
  SessionVisitor& to_;
  std::optional<Record> origin_;
};

}  // namespace

void ForkSource::read_session(std::string_view /*id*/, SessionVisitor& visitor) {
  const std::string data = fmt::format(R"({{"session":{}}})", json::quote(session_));
  OriginAdder forking(visitor, fork_, {kForkRecord, "", json::Document::parse(data)});
  source_.read_session(session_, forking);
  forking.add_origin();
}

}  // namespace sessionstore::sync_detail
