#include "project_scope.h"

#include <fmt/format.h>
#include <sessionstore/error.h>

#include <utility>

#include "given_secrets.h"

namespace sessionstore::cli {

namespace {

/// The stored project that has one of the identity's names.
std::optional<ProjectScope> stored_scope(const ProjectIdentity& identity,
                                         const ProjectLookup& find) {
  if (const auto project = find(identity.id)) {
    if (*project == identity.id) {
      return ProjectScope{*project, identity.rule, identity.detail, true};
    }
    return ProjectScope{*project, "alias",
                        fmt::format("{}; the store knows {} as an alias of this project",
                                    identity.detail, identity.id),
                        true};
  }
  for (const std::string& alias : identity.aliases) {
    if (const auto project = find(alias)) {
      return ProjectScope{
          *project, "alias",
          fmt::format("{}; the store knows it by OpenCode's project id {}", identity.detail, alias),
          true};
    }
  }
  return std::nullopt;
}

ProjectLookup lookup_in(SessionStore* store) {
  if (store == nullptr) {
    return {};
  }
  return [store](const std::string& name) -> std::optional<std::string> {
    const auto project = store->find_project(name);
    return project ? std::optional(project->id) : std::nullopt;
  };
}

ProjectScope scope_of_flag(const std::string& name, SessionStore* store) {
  if (store == nullptr) {
    return {without_password(name), "flag", "--project says so", false};
  }
  const auto project = store->find_project(name);
  if (!project) {
    throw Error(ErrorCode::not_found, fmt::format("there is no project '{}' in the store", name),
                "`sessionstore projects` lists those that are there");
  }
  return {project->id, "flag", "--project says so", true};
}

}  // namespace

ProjectScope scope_of_directory(const std::filesystem::path& directory, SessionStore* store,
                                ProjectIdentity* identity) {
  return scope_of_directory(directory, lookup_in(store), identity);
}

ProjectScope scope_of_directory(const std::filesystem::path& directory, const ProjectLookup& find,
                                ProjectIdentity* identity) {
  ProjectIdentity found = identify_project(directory, Aliases::cheap);
  std::optional<ProjectScope> scope;
  if (find) {
    scope = stored_scope(found, find);
    if (!scope) {
      found = identify_project(directory, Aliases::all);
      scope = stored_scope(found, find);
    }
  }
  if (!scope) {
    scope = ProjectScope{found.id, found.rule, found.detail, false};
  }
  if (identity != nullptr) {
    *identity = std::move(found);
  }
  return *std::move(scope);
}

ProjectScope current_scope(const Context& context, SessionStore* store) {
  if (context.options.all_projects) {
    return {std::nullopt, "all", "--all-projects says so", true};
  }
  if (context.options.project) {
    return scope_of_flag(*context.options.project, store);
  }
  return scope_of_directory(context.working_directory(), store);
}

}  // namespace sessionstore::cli
