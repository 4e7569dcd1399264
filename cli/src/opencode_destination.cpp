#include <fmt/format.h>
#include <sessionstore/error.h>
#include <sessionstore/interop/opencode_target.h>

#include <system_error>
#include <utility>

#include "destination.h"
#include "opencode_place.h"
#include "places.h"
#include "stop_signals.h"

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
    to = context.absolute(to).lexically_normal().string();
  }
  return {text.substr(0, equals), std::move(to)};
}

}  // namespace

OpencodePlace opencode_place(const Context& context, const std::string& location,
                             std::string_view option, const DestinationOptions& options) {
  OpencodePlace place;
  const std::filesystem::path own = opencode_path(context, {}, option);
  const bool no_path = location.empty() || location == "opencode:";
  place.path = no_path ? own : opencode_path(context, location, option);
  // The variable tells of the user's own data: another directory is somebody's, or a copy.
  std::error_code elsewhere;
  if (no_path || std::filesystem::equivalent(place.path, own, elsewhere)) {
    place.settings.database = context.variable("OPENCODE_DB");
  }
  place.settings.home = context.environment().home.string();
  place.settings.stop = &StopSignals::flag();
  place.settings.here = context.environment().working_directory;
  for (const std::string& rule : options.directories) {
    place.settings.directories.push_back(rule_of(context, rule));
  }
  return place;
}

std::unique_ptr<Destination> opencode_destination(const Context& context,
                                                  const std::string& location,
                                                  std::string_view option,
                                                  const DestinationOptions& options) {
  OpencodePlace place = opencode_place(context, location, option, options);
  return std::make_unique<OpencodeDestination>(
      interop::open_opencode_target(place.path, std::move(place.settings)));
}

}  // namespace sessionstore::cli
