#pragma once

#include <chrono>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

/// Where a password comes from when it does not stand in the configuration. No error ever quotes
/// what a file holds or a command prints.
namespace sessionstore::config {

/// The first line of a regular file, without its line break. Throws Error(permission_denied) where
/// it may not be read, or where others than owner and group may read it; Error(invalid_argument)
/// where it is missing, empty, or no file.
std::string password_from_file(const std::filesystem::path& path);

/// The first line that a command prints. It runs in a process group of its own, with nothing on its
/// standard input and our standard error. Throws Error(timeout) after `limit`, with the group
/// killed; Error(invalid_argument) where it cannot be started, fails, or prints no line.
std::string password_from_command(const std::vector<std::string>& arguments,
                                  std::chrono::milliseconds limit);

/// Whether a setting of that name is to be masked: it ends in password, secret, token, dsn ...
bool looks_secret(std::string_view name);

}  // namespace sessionstore::config
