#include "session_survey.h"

#include <fmt/format.h>
#include <sessionstore/error.h>

#include <algorithm>
#include <optional>
#include <utility>

#include "opencode_shapes/ids.h"

namespace sessionstore::interop {

void SessionSurvey::on_session(Session session) {
  session_ = std::move(session);
  const bool is_here = here_ != nullptr && here_->exists();
  if (!is_here && !is_opencode_id(session_.id, "ses")) {
    id_problem_ = "its id is none of OpenCode's, which makes names of files of them";
  }
  const std::optional<std::string>& parent = session_.parent_id;
  if (parent && !is_opencode_id(*parent, "ses") &&
      !(is_here && here_->session().parent_id == parent)) {
    id_problem_ =
        fmt::format("the id of its parent, {}, is none of OpenCode's", printable(*parent));
  }
}

void SessionSurvey::on_message(Message message) {
  const json::View data(message.data.text());
  usage_.add(data);
  largest_ = std::max(largest_, message.id);
  const bool is_here = here_ != nullptr && here_->has(message);
  const bool is_known = here_ != nullptr && here_->messages().contains(message.id);
  is_left_out_ = !is_known && !is_opencode_id(message.id, "msg");
  if (problem_.empty() && !is_here && !data.is_object()) {
    problem_ = fmt::format("message {} is no JSON object", message.id);
  }
  message_ = std::move(message.id);
  part_.clear();
}

void SessionSurvey::on_part(Part part) {
  const json::View data(part.data.text());
  const bool is_here = here_ != nullptr && here_->has(message_, part);
  const bool is_known = here_ != nullptr && here_->parts().contains(part.id);
  // {"type":...,"data":{...}}: its words would be lost.
  if (problem_.empty() && !is_here && data["type"].string() && data["data"].is_object()) {
    problem_ = fmt::format("part {} is of the Go OpenCode", part.id);
  }
  if (is_left_out_ || (!is_known && !is_opencode_id(part.id, "prt"))) return;
  if (problem_.empty() && part.id <= part_) {
    problem_ = fmt::format(
        "the parts of message {} are not in the order of their ids, in which "
        "OpenCode shows them",
        message_);
  }
  part_ = std::move(part.id);
}

void SessionSurvey::require_possible() const {
  const std::string& problem = problem_.empty() ? id_problem_ : problem_;
  if (problem.empty()) return;
  throw Error(ErrorCode::constraint, problem,
              "it stays where it is; export it as markdown to read it");
}

}  // namespace sessionstore::interop
