#include "sync_sides.h"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <sessionstore/error.h>
#include <sessionstore/project.h>
#include <sessionstore/sqlite/journal_file.h>

#include "commands/command.h"
#include "opencode_place.h"
#include "own_sessions.h"
#include "places.h"
#include "project_scope.h"
#include "readable_by_others.h"
#include "session_id.h"

namespace sessionstore::cli {

namespace {

/// The one session whose id begins with `prefix`, whichever side has it.
std::string find_id(const std::string& prefix, const ReplicaSessions& local, SessionStore& remote) {
  if (local.contains(prefix)) {
    return prefix;
  }
  std::vector<std::string> here;
  for (auto at = local.lower_bound(prefix); at != local.end() && at->first.starts_with(prefix);
       ++at) {
    here.push_back(at->first);
  }
  const std::vector<std::string> there = remote.find_session_ids(prefix, 2);
  const bool one_here = here.size() == 1 && !prefix.empty();
  if (one_here && (there.empty() || (there.size() == 1 && there == here))) {
    return here.front();
  }
  if (here.size() > 1) {
    throw Error(
        ErrorCode::invalid_argument,
        fmt::format("'{}' begins the ids of several sessions: {}", prefix, fmt::join(here, ", ")),
        "give more of the id");
  }
  return find_session_id(remote, prefix);
}

SyncJournal open_journal(const std::filesystem::path& file) {
  try {
    return SyncJournal(sqlite::open_journal_file(file));
  } catch (const Error& error) {
    if (error.code() != ErrorCode::corrupt) throw;
    throw Error(error.code(), error.what(),
                fmt::format("move {} away: the next sync compares all rows, and loses nothing",
                            file.string()),
                error.native_code());
  }
}

}  // namespace

void add_sides_options(CLI::App& command, SidesOptions& options) {
  command
      .add_option("--local", options.local,
                  "opencode:PATH, or a store of ours; your own OpenCode data without it")
      ->type_name("LOCATION");
  command
      .add_option("--remote", options.remote,
                  "The store to share with; the configured one without it")
      ->type_name("LOCATION");
  add_map_option(command, options.destination);
}

SyncSides::SyncSides(Context& context, const SidesOptions& options)
    : context_(context),
      copies_(context.configuration().data_directory()),
      journal_((open_local(options), open_remote(options),
                open_journal(context.configuration().data_directory() / "sync.db"))) {}

void SyncSides::open_remote(const SidesOptions& options) {
  if (options.remote == "store") {
    shared_ = context_.target().provider->shared();
    remote_store_ = &context_.store_or_new();
  } else {
    const Target target = target_of(context_, options.remote, "--remote");
    shared_ = target.provider->shared();
    own_remote_ = target.provider->open(target.options);
    tell_if_others_read_store(context_, target.location);
    remote_store_ = own_remote_.get();
  }
  remote_ = replica_of(*remote_store_);
  if (local_->location() == remote_->location()) {
    throw Error(ErrorCode::invalid_argument,
                fmt::format("both sides are the same place: {}", local_->location()));
  }
}

void SyncSides::open_local(const SidesOptions& options) {
  if (!options.local.empty() && !is_opencode(options.local)) {
    own_local_ = open_target(context_, options.local, "--local", {"opencode:"});
    local_ = replica_of(*own_local_);
  } else {
    OpencodePlace place = opencode_place(context_, options.local, "--local", options.destination);
    auto replica = interop::open_opencode_replica(
        place.path, std::move(place.settings),
        [this](const std::string& alias) { return find_project(alias); });
    opencode_ = replica.get();
    local_ = std::move(replica);
  }
}

std::optional<std::string> SyncSides::find_project(const std::string& name) {
  if (!project_names_) {
    project_names_ = remote_store_->project_names();
  }
  const auto found = project_names_->find(name);
  return found == project_names_->end() ? std::nullopt : std::optional(found->second);
}

SyncScope SyncSides::scope(bool all_authors) {
  project_names_.reset();
  SyncScope scope;
  if (context_.options.all_projects) {
    return scope;
  }
  const std::optional<std::string>& flag = context_.options.project;
  if (flag) {
    // One that is about to be pushed the first time is not there yet.
    scope.project_id = find_project(*flag).value_or(*flag);
    return scope;
  }
  const ProjectScope project = scope_of_directory(
      context_.working_directory(), [this](const std::string& name) { return find_project(name); });
  scope.project_id = project.id;
  if (shared_ && !all_authors) {
    scope.author = author_of_own(context_, project);
  }
  return scope;
}

std::set<std::string, std::less<>> SyncSides::find(const std::vector<std::string>& prefixes) {
  std::set<std::string, std::less<>> sessions;
  if (prefixes.empty()) {
    return sessions;
  }
  const ReplicaSessions local = local_->sessions(std::nullopt);
  for (const std::string& prefix : prefixes) {
    sessions.insert(find_id(prefix, local, *remote_store_));
  }
  return sessions;
}

std::uint64_t SyncSides::local_version() {
  return opencode_ != nullptr ? opencode_->data_version() : 0;
}

}  // namespace sessionstore::cli
