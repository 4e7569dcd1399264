#include "attribution.h"

#include <sessionstore/project.h>
#include <unistd.h>

#include <array>

namespace sessionstore::cli {

namespace {

std::string host_name() {
  std::array<char, 256> name{};
  return ::gethostname(name.data(), name.size() - 1) == 0 ? name.data() : "";
}

}  // namespace

std::string author_of(Context& context) {
  if (const auto configured = context.setting("sessionProvider.author")) {
    return *configured;
  }
  const std::string email = git_user_email(context.environment().working_directory);
  return email.empty() ? context.variable("USER") : email;
}

std::string machine_of(Context& context) {
  return context.setting("sessionProvider.machine").value_or(host_name());
}

}  // namespace sessionstore::cli
