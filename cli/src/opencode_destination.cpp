#include <fmt/format.h>
#include <sessionstore/error.h>
#include <sessionstore/interop/opencode_target.h>

#include <system_error>
#include <utility>

#include "destination.h"
#include "places.h"

namespace sessionstore::cli {

namespace {

class OpencodeDestination final : public Destination {
 public:
  explicit OpencodeDestination(std::unique_ptr<interop::OpencodeTarget> target)
      : target_(std::move(target)) {}

  [[nodiscard]] std::string location() const override { return target_->location(); }
  TransferReport take(SessionSource& source, const TransferOptions& options) override {
    const auto adapted = target_->adapt(source);
    return transfer(*adapted, *target_, options);
  }

 private:
  std::unique_ptr<interop::OpencodeTarget> target_;
};

std::pair<std::string, std::string> rule_of(const Context& context, const std::string& text) {
  const std::size_t equals = text.find('=');
  if (equals == 0 || equals == std::string::npos || equals + 1 == text.size()) {
    throw Error(ErrorCode::invalid_argument, fmt::format("--map {}: it is not FROM=TO", text),
                "such as --map /home/alice/app=${HOME}/app");
  }
  std::string to = text.substr(equals + 1);
  if (!to.starts_with("${HOME}")) {
    to = (context.environment().working_directory / to).lexically_normal().string();
  }
  return {text.substr(0, equals), std::move(to)};
}

}  // namespace

std::unique_ptr<Destination> opencode_destination(const Context& context,
                                                  const std::string& location,
                                                  std::string_view option,
                                                  const DestinationOptions& options) {
  interop::TargetSettings settings;
  const std::filesystem::path own = opencode_path(context, {}, option);
  const bool no_path = location == "opencode:";
  const std::filesystem::path path = no_path ? own : opencode_path(context, location, option);
  // The variable tells of the user's own data: another directory is somebody's, or a copy.
  std::error_code elsewhere;
  if (no_path || std::filesystem::equivalent(path, own, elsewhere)) {
    settings.database = context.variable("OPENCODE_DB");
  }
  settings.home = context.environment().home.string();
  settings.here = context.environment().working_directory;
  for (const std::string& rule : options.directories) {
    settings.directories.push_back(rule_of(context, rule));
  }
  return std::make_unique<OpencodeDestination>(
      interop::open_opencode_target(path, std::move(settings)));
}

}  // namespace sessionstore::cli
