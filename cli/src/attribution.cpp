#include "attribution.h"

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
  return context.setting("sessionProvider.author").value_or(context.variable("USER"));
}

std::string machine_of(Context& context) {
  return context.setting("sessionProvider.machine").value_or(host_name());
}

}  // namespace sessionstore::cli
