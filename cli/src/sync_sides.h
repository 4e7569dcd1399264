#pragma once

#include <sessionstore/interop/opencode_replica.h>
#include <sessionstore/sync.h>

#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "context.h"
#include "destination.h"

namespace sessionstore::cli {

/// The options by which push, pull, sync and conflicts name the two sides.
struct SidesOptions {
  std::string local;  ///< empty: the user's own OpenCode data
  std::string remote = "store";
  DestinationOptions destination;
};

/// The two sides of a sync, and what this machine remembers of them. One thread.
class SyncSides {
 public:
  /// Opens both; makes the remote store where there is none. Throws Error.
  SyncSides(Context& context, const SidesOptions& options);

  [[nodiscard]] Replica& local() { return *local_; }
  [[nodiscard]] Replica& remote() { return *remote_; }
  [[nodiscard]] SessionStore& remote_store() { return *remote_store_; }
  [[nodiscard]] SyncJournal& journal() { return journal_; }
  [[nodiscard]] SyncPair pair() { return {local_->identity(), remote_->identity()}; }

  /// The project that the options or the working directory pick, of a shared store the caller's own
  /// sessions where a directory's name is all that tells projects apart.
  SyncScope scope(bool all_authors);
  /// The sessions that these prefixes of ids mean, on either side. Throws Error.
  std::set<std::string, std::less<>> find(const std::vector<std::string>& prefixes);

  /// Copies a session to a bundle of its own before it is lost. Returns the file, which that time
  /// names.
  std::filesystem::path keep_copy(SessionSource& source, const std::string& id, Millis when);
  /// The copy of it that was made under that time, if it is still there.
  [[nodiscard]] std::optional<std::filesystem::path> find_copy(const std::string& id,
                                                               Millis when) const;
  /// Another number after somebody else's write on the local side; always 0 where that cannot be
  /// told but by a sync.
  std::uint64_t local_version();

 private:
  [[nodiscard]] std::filesystem::path copy_file(const std::string& id, Millis when) const;
  /// The id of the remote store's project of that id or alias.
  std::optional<std::string> find_project(const std::string& name);
  void open_local(const SidesOptions& options);
  void open_remote(const SidesOptions& options);

  Context& context_;
  std::unique_ptr<SessionStore> own_local_;
  std::unique_ptr<SessionStore> own_remote_;
  SessionStore* remote_store_ = nullptr;
  bool shared_ = false;
  std::unique_ptr<Replica> local_;
  interop::OpencodeReplica* opencode_ = nullptr;  // local_, where it is that
  std::unique_ptr<Replica> remote_;
  /// Looked up once for each sync.
  std::optional<std::map<std::string, std::string>> project_names_;
  SyncJournal journal_;
};

}  // namespace sessionstore::cli
