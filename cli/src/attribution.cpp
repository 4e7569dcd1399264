#include "attribution.h"

#include <pwd.h>
#include <sessionstore/project.h>
#include <unistd.h>

#include <array>
#include <optional>
#include <utility>

namespace sessionstore::cli {

namespace {

std::string host_name() {
  std::array<char, 256> name{};
  return ::gethostname(name.data(), name.size() - 1) == 0 ? name.data() : "";
}

/// As the environment tells it; in containers it often does not.
std::string user_name(Context& context) {
  const std::string name = context.variable("USER");
  if (!name.empty()) return name;
  std::array<char, 16384> buffer{};
  passwd entry{};
  passwd* found = nullptr;
  ::getpwuid_r(::geteuid(), &entry, buffer.data(), buffer.size(), &found);
  return found == nullptr ? "" : found->pw_name;
}

/// What the configuration says of it.
std::optional<Attribution> configured(Context& context, const std::string& key) {
  const auto& settings = context.configuration().settings();
  const auto found = settings.find(key);
  if (found == settings.end()) return std::nullopt;
  return Attribution{found->second.shown(), found->second.origin};
}

}  // namespace

Attribution find_author(Context& context) {
  if (auto author = configured(context, "sessionProvider.author")) return *std::move(author);
  std::string email = git_user_email(context.environment().working_directory);
  if (!email.empty()) return {std::move(email), "git's user.email"};
  return {user_name(context), "the user's name"};
}

Attribution find_machine(Context& context) {
  if (auto machine = configured(context, "sessionProvider.machine")) return *std::move(machine);
  return {host_name(), "the host's name"};
}

std::string author_of(Context& context) { return find_author(context).name; }

std::string machine_of(Context& context) { return find_machine(context).name; }

}  // namespace sessionstore::cli
