#include "project_map.h"

#include <sys/stat.h>

#include <algorithm>
#include <optional>
#include <tuple>

#include "ids.h"
#include "well_known.h"

namespace sessionstore::interop {
namespace {

// Only an absolute path says the same here as where it was written.
bool exists_here(const std::string& directory) {
  struct stat status {};
  return directory.starts_with('/') && directory.find('\0') == std::string::npos &&
         ::stat(directory.c_str(), &status) == 0 && S_ISDIR(status.st_mode);
}

std::string last_component(const std::string& id) {
  const std::size_t slash = id.rfind('/');
  return slash == std::string::npos || slash + 1 == id.size() ? id : id.substr(slash + 1);
}

}  // namespace

const ProjectMap::Place& ProjectMap::place_of(const std::string& directory) {
  const auto [found, added] = places_.try_emplace(directory);
  Place& place = found->second;
  if (!added) return place;
  if (directory.empty()) {
    place.id = kRecoveredProject;
  } else if (exists_here(directory)) {
    ProjectIdentity identity = identify_project(directory, Aliases::cheap);
    place = {true, fit_id(std::move(identity.id)), std::move(identity.rule),
             std::move(identity.aliases)};
  } else {
    place.id = fit_id(directory_project_id(directory));
  }
  return place;
}

Project& ProjectMap::project(const std::string& id) {
  const auto [found, added] = projects_.try_emplace(id);
  if (added) {
    found->second.id = id;
    found->second.name = last_component(id);
  }
  return found->second;
}

void ProjectMap::note_aliases(const std::string& id, const Place& place) {
  for (const std::string& alias : place.aliases) found_aliases_.emplace(alias, id);
}

const std::string& ProjectMap::of_agent_project(const std::string& agent_id,
                                                const std::string& directory) {
  const auto [found, added] = by_agent_id_.try_emplace(agent_id);
  std::string& id = found->second;
  if (!added) return id;
  const Place& place = place_of(directory);
  std::optional<std::string> known;
  if (place.rule != "remote" && known_alias_) known = known_alias_(agent_id);
  id = known.value_or(place.id);
  project(id);
  note_aliases(id, place);
  return id;
}

std::string ProjectMap::of_directory(const std::string& directory) {
  const Place& place = place_of(directory);
  project(place.id);
  note_aliases(place.id, place);
  return place.id;
}

void ProjectMap::add_record(const std::string& project_id, Record record) {
  project(project_id).records.push_back(std::move(record));
}

std::vector<Project> ProjectMap::take() {
  // An id that the history itself uses goes before one that was worked out from a repository: two
  // clones with other remotes have the same root commit.
  std::map<std::string, std::string> owners;
  for (const auto& [alias, id] : by_agent_id_) {
    if (id != kRecoveredProject) owners.emplace(alias, id);
  }
  for (const auto& [alias, id] : found_aliases_) {
    if (alias != kGlobalProject && is_usable_id(alias)) owners.emplace(alias, id);
  }
  for (const auto& [alias, id] : owners) {
    if (alias != id) project(id).aliases.push_back(alias);
  }
  std::vector<Project> projects;
  for (auto& [id, project] : projects_) {
    std::sort(project.records.begin(), project.records.end(), [](const Record& a, const Record& b) {
      return std::tie(a.kind, a.key) < std::tie(b.kind, b.key);
    });
    projects.push_back(std::move(project));
  }
  projects_.clear();
  return projects;
}

}  // namespace sessionstore::interop
