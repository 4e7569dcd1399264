#include "destination.h"

#include <sessionstore/clock.h>
#include <sessionstore/error.h>
#include <sessionstore/interop/bundle.h>
#include <unistd.h>

#include <utility>

#include "places.h"

namespace sessionstore::cli {

namespace {

/// What can be written besides stores.
std::vector<std::string> other_kinds() { return {"bundle:", "opencode:"}; }

class StoreDestination final : public Destination {
 public:
  explicit StoreDestination(SessionStore& store) : store_(&store) {}
  explicit StoreDestination(std::unique_ptr<SessionStore> store)
      : owned_(std::move(store)), store_(owned_.get()) {}

  [[nodiscard]] std::string location() const override { return store_->location(); }
  TransferReport take(SessionSource& source, const TransferOptions& options) override {
    return transfer(source, *store_, options);
  }
  SessionStore* store() override { return store_; }

 private:
  std::unique_ptr<SessionStore> owned_;
  SessionStore* store_;
};

class BundleDestination final : public Destination {
 public:
  explicit BundleDestination(std::filesystem::path path) : path_(std::move(path)) {}

  [[nodiscard]] std::string location() const override { return "bundle:" + path_.string(); }
  TransferReport take(SessionSource& source, const TransferOptions& options) override {
    interop::BundleWriteOptions write;
    static_cast<TransferOptions&>(write) = options;
    write.program = "sessionstore " SESSIONSTORE_VERSION;
    write.created = system_clock_millis();
    if (!on_stdout()) {
      return interop::write_bundle(source, path_, write);
    }
    interop::Output output(STDOUT_FILENO, "standard output", options.stop);
    return interop::write_bundle(source, output, write);
  }
  [[nodiscard]] bool on_stdout() const override { return path_ == "-"; }

 private:
  std::filesystem::path path_;
};

}  // namespace

bool is_stdout(const Context& context, const std::string& location, std::string_view option) {
  return is_bundle(location) && bundle_path(context, location, option) == "-";
}

void check_destination(Context& context, const std::string& location, std::string_view option) {
  if (is_bundle(location)) {
    bundle_destination(context, bundle_path(context, location, option));
  } else if (!is_opencode(location)) {
    target_of(context, location, option, other_kinds());
  }
}

std::unique_ptr<Destination> open_destination(Context& context, const std::string& location,
                                              std::string_view option,
                                              const DestinationOptions& options) {
  if (is_opencode(location)) {
    return opencode_destination(context, location, option, options);
  }
  if (!options.directories.empty()) {
    throw Error(ErrorCode::invalid_argument, "--map is for opencode: places only",
                "other places keep each session's directory as it was");
  }
  if (is_bundle(location)) {
    return bundle_destination(context, bundle_path(context, location, option));
  }
  return std::make_unique<StoreDestination>(open_target(context, location, option, other_kinds()));
}

std::unique_ptr<Destination> destination_of(SessionStore& store) {
  return std::make_unique<StoreDestination>(store);
}

std::unique_ptr<Destination> bundle_destination(const Context& context,
                                                const std::filesystem::path& path) {
  if (path == "-" && context.out().is_terminal) {
    throw Error(ErrorCode::invalid_argument,
                "a bundle is not text: it is not written to a terminal",
                "send it through a pipe or into a file, or name a file");
  }
  return std::make_unique<BundleDestination>(path);
}

}  // namespace sessionstore::cli
