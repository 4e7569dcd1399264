#include <sessionstore/error.h>
#include <sessionstore/interop/flat_files.h>

#include <cerrno>
#include <optional>
#include <utility>

#include "opencode_shapes/ids.h"
#include "planner.h"
#include "session_reader.h"
#include "storage.h"

namespace sessionstore::interop {
namespace {

class FlatFiles final : public SessionSource {
 public:
  FlatFiles(Storage storage, AliasLookup known_alias, std::string location)
      : storage_(std::move(storage)),
        known_alias_(std::move(known_alias)),
        location_(std::move(location)) {}

  [[nodiscard]] std::string location() const override { return location_; }

  Inventory inventory() override {
    reader_.reset();
    plan_ = make_plan(storage_, known_alias_);
    Inventory inventory;
    inventory.projects = std::exchange(plan_->projects, {});
    for (const auto& [id, session] : plan_->sessions) inventory.sessions.push_back({id, {}});
    inventory.skipped = std::exchange(plan_->skipped, {});
    inventory.notes = std::exchange(plan_->notes, {});
    return inventory;
  }

  void read_session(std::string_view id, SessionVisitor& visitor) override {
    if (!plan_) inventory();
    const auto planned = plan_->sessions.find(id);
    if (planned == plan_->sessions.end()) {
      throw Error(ErrorCode::not_found, "no session " + printable(id) + " in " + location_);
    }
    if (!reader_) reader_.emplace(storage_, *plan_);
    reader_->read(planned->second, visitor);
  }

 private:
  Storage storage_;
  AliasLookup known_alias_;
  std::string location_;
  std::optional<ReadPlan> plan_;
  std::optional<SessionReader> reader_;  // refers to storage_ and plan_
};

}  // namespace

std::unique_ptr<SessionSource> open_flat_files(const std::filesystem::path& storage,
                                               AliasLookup known_alias, StopFlag stop) {
  Storage opened;
  opened.reader.stop = stop;
  if (const int error = opened.root.open(storage.c_str())) {
    const bool refused = error == EACCES || error == EPERM;
    const std::string path = printable(storage.string());
    if (refused) {
      throw Error(ErrorCode::permission_denied, "cannot read " + path + ": permission denied",
                  "run as the user who owns it", error);
    }
    throw Error(ErrorCode::not_found,
                error == ENOTDIR ? path + " is no directory" : "no directory " + path,
                "name OpenCode's data directory or its storage/", error);
  }
  return std::make_unique<FlatFiles>(std::move(opened), std::move(known_alias),
                                     "opencode:" + storage.string());
}

}  // namespace sessionstore::interop
