#include <pwd.h>
#include <sessionstore/config/configuration.h>
#include <unistd.h>

#include <cstdlib>
#include <system_error>
#include <utility>

namespace sessionstore::config {
namespace {

std::optional<std::string> variable_of_process(const std::string& name) {
  // Nothing in this project ever sets a variable, so reading one is safe from any thread.
  const char* const value = std::getenv(name.c_str());
  if (value == nullptr) return std::nullopt;
  return std::string(value);
}

std::filesystem::path home_of_process() {
  const std::filesystem::path home = variable_of_process("HOME").value_or("");
  if (home.is_absolute()) return home;
  std::string buffer(16384, '\0');
  passwd entry{};
  passwd* found = nullptr;
  if (::getpwuid_r(::geteuid(), &entry, buffer.data(), buffer.size(), &found) != 0) return {};
  return found == nullptr ? std::filesystem::path() : std::filesystem::path(found->pw_dir);
}

}  // namespace

Environment Environment::of_process() {
  std::error_code gone;
  std::filesystem::path working_directory = std::filesystem::current_path(gone);
  return {variable_of_process, std::move(working_directory), home_of_process()};
}

}  // namespace sessionstore::config
