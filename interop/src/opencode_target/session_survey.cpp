#include "session_survey.h"

#include <fmt/format.h>
#include <sessionstore/error.h>

#include <algorithm>
#include <utility>

namespace sessionstore::interop {

void SessionSurvey::on_message(Message message) {
  const json::View data(message.data.text());
  usage_.add(data);
  largest_ = std::max(largest_, message.id);
  const bool is_here = here_ != nullptr && here_->has(message);
  if (problem_.empty() && !is_here && !data.is_object()) {
    problem_ = fmt::format("message {} is no JSON object", message.id);
  }
  if (data["role"].string() == "assistant" && data["finish"].string()) last_answer_ = message.id;
  message_ = std::move(message.id);
  part_.clear();
}

void SessionSurvey::on_part(Part part) {
  const json::View data(part.data.text());
  // {"type":...,"data":{...}}: its words would be lost.
  const bool is_here = here_ != nullptr && here_->has(message_, part);
  if (problem_.empty() && !is_here && data["type"].string() && data["data"].is_object()) {
    problem_ = fmt::format("part {} is of the Go OpenCode", part.id);
  }
  if (problem_.empty() && part.id <= part_) {
    problem_ = fmt::format(
        "the parts of message {} are not in the order of their ids, in which "
        "OpenCode shows them",
        message_);
  }
  part_ = std::move(part.id);
}

void SessionSurvey::require_possible() const {
  if (problem_.empty()) return;
  throw Error(ErrorCode::constraint, problem_,
              "it stays where it is; export it as markdown to read it");
}

}  // namespace sessionstore::interop
