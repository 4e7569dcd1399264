#include "sync/answering.h"

#include <sessionstore/json/view.h>

#include <utility>

namespace sessionstore::sync_detail {
namespace {

// Each step of an answer, a reply of the model with its tools' work, is a message of its own.
constexpr Millis kLongestStep = Millis{15} * 60'000;

class LastMessage final : public SessionVisitor {
 public:
  void on_session(Session /*session*/) override {}
  void on_message(Message message) override { last = std::move(message); }
  void on_part(Part /*part*/) override {}
  void on_record(Record /*record*/) override {}
  Message last;
};

}  // namespace

bool is_answering(SessionSource& source, std::string_view id, Millis now) {
  LastMessage visitor;
  source.read_session(id, visitor);
  const json::View data(visitor.last.data.text());
  if (data["role"].string() != "assistant" || data["error"].exists()) return false;
  const bool step_done = data["time"]["completed"].exists();
  const bool another_follows = data["finish"].string() == "tool-calls";
  const Millis age = now - visitor.last.created;
  return (!step_done || another_follows) && age >= 0 && age < kLongestStep;
}

}  // namespace sessionstore::sync_detail
