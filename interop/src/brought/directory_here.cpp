#include "directory_here.h"

#include <fmt/format.h>
#include <sessionstore/error.h>
#include <sessionstore/project.h>
#include <sessionstore/shell_word.h>

#include <system_error>

#include "ordinary_directory.h"
#include "paths.h"

namespace sessionstore::interop {
namespace {

namespace fs = std::filesystem;

bool is_directory_here(const std::string& path) {
  std::error_code ignored;
  return path.starts_with('/') && fs::is_directory(path, ignored);
}

std::set<std::string> agents_ids_of(const fs::path& directory) {
  return {opencode_project_of(directory, OpencodeRule::by_remote).id,
          opencode_project_of(directory, OpencodeRule::by_commit).id};
}

/// Whether OpenCode's own id tells that a session is of one of these projects.
bool tells(const std::set<std::string>& agents_ids, const Session& session) {
  const std::string& id = session.agent_project_id;
  return !id.empty() && id != "global" && agents_ids.contains(id);
}

}  // namespace

DirectoryHere::DirectoryHere(const TargetSettings& settings, bool is_replica)
    : map_(settings.home), here_(settings.here), home_(settings.home), is_replica_(is_replica) {
  for (const auto& [from, to] : settings.directories) map_.add(from, to);
}

std::string DirectoryHere::of(const Session& session, const std::string& here, bool known) {
  const std::string& directory = session.directory;
  if (climbs(directory)) {
    throw Error(ErrorCode::constraint,
                fmt::format("its directory {} climbs out of another one", directory),
                "no directory of a session is named so");
  }
  if (const auto place = map_.find(directory)) return mapped(session, *place, known);
  if (!here.empty()) return here;
  const bool exists = is_directory_here(directory);
  if (known && !exists) return directory;  // it is gone since sessions were made in it
  // OpenCode does not answer in a session whose directory is another checkout than it runs in:
  // one of somebody else's, on the same machine, is of no use.
  const bool for_here = !here_.empty() && belongs_here(session);
  if (is_replica_ && for_here) {
    return exists && is_in_root_here(directory) ? directory : in_root_here(directory);
  }
  if (exists && is_of_project(session, directory, known)) return directory;
  if (for_here) return in_root_here(directory);
  throw Error(ErrorCode::constraint,
              fmt::format("its directory {} {}: --map {}=DIRECTORY tells where it is", directory,
                          exists ? "is not one of its project on this machine"
                                 : "does not exist on this machine",
                          shell_word(directory)));
}

/// A rule is for what lies in its directory. A link there, such as one that a repository brings
/// along, may lead to a checkout of the session's own project, but nowhere else.
std::string DirectoryHere::mapped(const Session& session, const DirectoryMap::Place& place,
                                  bool known) {
  if (!is_directory_here(place.directory)) {
    throw Error(ErrorCode::constraint,
                fmt::format("its directory {} is mapped to {}, which does not exist",
                            session.directory, place.directory),
                "check the rule given with --map");
  }
  if (leads_into(place.directory, place.of_rule) ||
      is_of_project(session, place.directory, known)) {
    return place.directory;
  }
  throw Error(ErrorCode::constraint,
              fmt::format("its directory {0} is mapped to {1}, where a link leads out of {2}",
                          session.directory, place.directory, place.of_rule),
              fmt::format("if that is meant: --map {}={}", session.directory,
                          real_path(place.directory).string()));
}

/// Where nobody could look at its own checkout, OpenCode's id tells the project.
bool DirectoryHere::belongs_here(const Session& session) {
  if (session.project_id == project_here()) return true;
  if (!agents_here_) agents_here_ = agents_ids_of(here_);
  return tells(*agents_here_, session);
}

bool DirectoryHere::is_of_project(const Session& session, const std::string& directory,
                                  bool known) {
  const fs::path path = directory;
  if (path.lexically_normal() != path || path == "/") return false;
  const auto [found, is_new] = owners_.try_emplace(directory);
  Owner& owner = found->second;
  if (is_new) {
    owner.project = identify_project(directory, Aliases::none).id;
    owner.git = opencode_project_of(directory, OpencodeRule::by_remote).git;
  }
  if (owner.git) {
    if (owner.project == session.project_id) return true;
    if (!owner.agents_ids) owner.agents_ids = agents_ids_of(directory);
    return tells(*owner.agents_ids, session);
  }
  // Only its name tells, which anybody may choose: `/etc` is a project called etc.
  return owner.project == session.project_id && (known || is_ordinary(path, home_));
}

const std::string& DirectoryHere::project_here() {
  if (!project_) project_ = identify_project(here_, Aliases::none).id;
  return *project_;
}

std::string DirectoryHere::root_here() const {
  const OpencodeProject project = opencode_project_of(here_, OpencodeRule::by_remote);
  return project.git && project.worktree != "/" ? project.worktree : here_.string();
}

bool DirectoryHere::is_in_root_here(const std::string& directory) const {
  return leads_into(directory, root_here());
}

/// The checkout here, or the directory of it that `directory` was in the other one, as far as the
/// project's name tells where that began.
std::string DirectoryHere::in_root_here(const std::string& directory) {
  const std::string root = root_here();
  const std::string name = project_here().substr(project_here().rfind('/') + 1);
  const std::string inside = root + ForeignPath(directory).below(name);
  return is_directory_here(inside) && is_in_root_here(inside) ? inside : root;
}

}  // namespace sessionstore::interop
