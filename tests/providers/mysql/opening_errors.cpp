#include "opening_errors.h"

#include <filesystem>

#include "support/error_of.h"
#include "support/temporary_directory.h"

namespace sessionstore::tests {

Error opening_error(const Settings& settings) {
  const TemporaryDirectory directory;
  OpenOptions options;
  options.settings = settings;
  options.data_directory = directory.path();
  const Error error = error_of([&] { static_cast<void>(mysql::make_provider()->open(options)); });
  CHECK(std::filesystem::is_empty(directory.path()));
  const std::string told = error.what() + error.hint();
  if (const auto password = settings.find("password"); password != settings.end()) {
    CHECK_THAT(told, !Catch::Contains(password->second));
  }
  return error;
}

Settings with(Settings settings, const std::string& key, const std::string& value) {
  settings[key] = value;
  return settings;
}

void check(const Error& error, const Refusal& expected) {
  CHECK(to_string(error.code()) == to_string(expected.code));
  CHECK(error.native_code() == expected.number);
  CHECK_THAT(error.what(), Catch::Contains(expected.cause));
  CHECK_THAT(error.hint(), Catch::Contains(expected.remedy));
}

}  // namespace sessionstore::tests
