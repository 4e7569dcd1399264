#include "layout.h"

#include <utility>

namespace sessionstore::interop {

Layout Layout::of_project(std::string agent_project) {
  Layout layout;
  layout.prefix_ = "project/" + agent_project + "/storage/";
  layout.agent_project_ = std::move(agent_project);
  return layout;
}

std::string Layout::session_file(const std::string& agent_project,
                                 const std::string& session) const {
  return "session/" + (is_of_project() ? "info" : agent_project) + '/' + session + ".json";
}

std::string Layout::messages() const { return is_of_project() ? "session/message" : "message"; }

std::string Layout::messages_of(const std::string& session) const {
  return messages() + '/' + session;
}

std::string Layout::parts() const { return is_of_project() ? "session/part" : "part"; }

std::string Layout::parts_of(const std::string& session, const std::string& message) const {
  return is_of_project() ? parts() + '/' + session + '/' + message : parts() + '/' + message;
}

}  // namespace sessionstore::interop
