#include <sessionstore/error.h>
#include <sessionstore/interop/flat_files.h>

#include <cerrno>
#include <optional>
#include <utility>

#include "opencode_shapes/ids.h"
#include "planner.h"
#include "project_files.h"
#include "remark_paths.h"
#include "session_reader.h"
#include "storage.h"

namespace sessionstore::interop {
namespace {

namespace fs = std::filesystem;

void open_root(Storage& storage, const fs::path& path) {
  const int error = storage.root.open(path.c_str());
  if (error == 0) return;
  const std::string shown = printable(path.string());
  if (error == EACCES || error == EPERM) {
    throw Error(ErrorCode::permission_denied, "cannot read " + shown + ": permission denied",
                "run as the user who owns it", error);
  }
  if (error == ENOENT || error == ENOTDIR) {
    throw Error(ErrorCode::not_found,
                error == ENOTDIR ? shown + " is no directory" : "no directory " + shown,
                "name OpenCode's data directory or its storage/", error);
  }
  throw Error(ErrorCode::unavailable, "cannot read " + shown + ": " + reason_of(error),
              "run the command again", error);
}

class FlatFiles final : public SessionSource {
 public:
  FlatFiles(fs::path path, Storage storage, AliasLookup known_alias)
      : path_(std::move(path)),
        storage_(std::move(storage)),
        known_alias_(std::move(known_alias)) {}

  [[nodiscard]] std::string location() const override { return "opencode:" + path_.string(); }

  Inventory inventory() override {
    const Opened opened(*this);
    plan_ = make_plan(storage_, known_alias_);
    Inventory inventory;
    inventory.projects = std::exchange(plan_->projects, {});
    for (const auto& [id, session] : plan_->sessions) inventory.sessions.push_back({id, {}});
    inventory.skipped = std::exchange(plan_->skipped, {});
    inventory.notes = std::exchange(plan_->notes, {});
    prefix_remarks(inventory.skipped, storage_.layout.prefix());
    prefix_remarks(inventory.notes, storage_.layout.prefix());
    return inventory;
  }

  void read_session(std::string_view id, SessionVisitor& visitor) override {
    if (!plan_) inventory();
    const auto planned = plan_->sessions.find(id);
    if (planned == plan_->sessions.end()) {
      throw Error(ErrorCode::not_found, "no session " + printable(id) + " in " + location());
    }
    const Opened opened(*this);
    RemarkPrefixingVisitor prefixing(visitor, storage_.layout.prefix(), id);
    SessionReader(storage_, *plan_).read(planned->second, prefixing);
  }

 private:
  /// Of many projects' storages only the one that is read is open.
  class Opened {
   public:
    explicit Opened(FlatFiles& files) : storage_(files.storage_) {
      if (!storage_.root.is_open()) open_root(storage_, files.path_);
    }
    ~Opened() {
      if (storage_.layout.is_of_project()) storage_.close();
    }
    Opened(const Opened&) = delete;
    Opened& operator=(const Opened&) = delete;

   private:
    Storage& storage_;
  };

  fs::path path_;
  Storage storage_;
  AliasLookup known_alias_;
  std::optional<ReadPlan> plan_;
};

std::unique_ptr<SessionSource> open_storage(const fs::path& path, Layout layout,
                                            AliasLookup known_alias, StopFlag stop) {
  Storage storage;
  storage.layout = std::move(layout);
  storage.reader.stop = stop;
  open_root(storage, path);
  if (storage.layout.is_of_project()) storage.close();
  return std::make_unique<FlatFiles>(path, std::move(storage), std::move(known_alias));
}

}  // namespace

std::unique_ptr<SessionSource> open_flat_files(const fs::path& storage, AliasLookup known_alias,
                                               StopFlag stop) {
  return open_storage(storage, Layout(), std::move(known_alias), stop);
}

std::unique_ptr<SessionSource> open_project_files(const fs::path& storage,
                                                  std::string agent_project,
                                                  AliasLookup known_alias, StopFlag stop) {
  return open_storage(storage, Layout::of_project(std::move(agent_project)), std::move(known_alias),
                      stop);
}

}  // namespace sessionstore::interop
