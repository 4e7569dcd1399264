#include <sessionstore/limits.h>

#include "memory_store.h"

namespace example {

using namespace sessionstore;

void Content::ensure_project(const std::string& id) {
  if (projects.contains(id)) return;
  const std::string name = id.substr(id.rfind('/') + 1);
  projects[id].name = name.empty() ? id : name;
}

void Content::put(const Project& project) {
  StoredProject& stored = projects[project.id];
  stored.name = project.name;
  for (const Record& record : project.records) {
    stored.records[{record.kind, record.key}] = record.data;
  }
  // emplace() leaves an alias with the project that has it.
  for (const std::string& alias : project.aliases) aliases.emplace(alias, project.id);
}

std::vector<std::string> Content::aliases_of(std::string_view project) const {
  std::vector<std::string> found;
  for (const auto& [alias, owner] : aliases) {
    if (owner == project) found.push_back(alias);
  }
  return found;
}

Project Content::project(std::string_view id) const {
  const auto& [key, stored] = *projects.find(id);
  Project project{key, stored.name, aliases_of(id), {}};
  for (const auto& [name, data] : stored.records) {
    project.records.push_back({name.first, name.second, data});
  }
  return project;
}

void MemoryStore::put_project(const Project& project) {
  check(project);
  const std::lock_guard lock(mutex_);
  content_.put(project);
}

std::optional<Project> MemoryStore::find_project(std::string_view id_or_alias) {
  const std::lock_guard lock(mutex_);
  if (content_.projects.contains(id_or_alias)) return content_.project(id_or_alias);
  const auto alias = content_.aliases.find(id_or_alias);
  if (alias == content_.aliases.end()) return std::nullopt;
  return content_.project(alias->second);
}

std::vector<ProjectSummary> MemoryStore::list_projects() {
  const std::lock_guard lock(mutex_);
  std::map<std::string, std::int64_t> sessions;
  for (const auto& [id, whole] : content_.sessions) ++sessions[whole.session.project_id];
  std::vector<ProjectSummary> summaries;
  for (const auto& [id, stored] : content_.projects) {
    summaries.push_back({id, stored.name, sessions[id], content_.aliases_of(id)});
  }
  return summaries;
}

StoreStatus MemoryStore::status() {
  const std::lock_guard lock(mutex_);
  StoreStatus status{
      "memory", location(), 1, std::ssize(content_.projects), std::ssize(content_.sessions), 0, 0};
  for (const auto& [id, whole] : content_.sessions) {
    status.messages += std::ssize(whole.turns);
    for (const Turn& turn : whole.turns) status.parts += std::ssize(turn.parts);
  }
  return status;
}

Inventory MemoryStore::inventory() {
  const std::lock_guard lock(mutex_);
  Inventory inventory;
  for (const auto& [id, stored] : content_.projects) {
    inventory.projects.push_back(content_.project(id));
  }
  for (const auto& [id, whole] : content_.sessions) inventory.sessions.push_back({id, {}});
  return inventory;
}

}  // namespace example
