#include "readable_by_others.h"

#include <fmt/format.h>
#include <sessionstore/config/dsn.h>
#include <sys/stat.h>

#include <algorithm>
#include <set>

#include "location.h"
#include "render/text.h"

namespace sessionstore::cli {

namespace {

bool may_be_read_by(const std::string& file, mode_t readers) {
  struct stat status {};
  return ::stat(file.c_str(), &status) == 0 && S_ISREG(status.st_mode) &&
         (status.st_mode & readers) != 0;
}

/// Whether it is a password, or has one in it. What a command prints is not in the file.
bool holds_password(const std::string& key, const config::Setting& setting) {
  if (setting.value.empty() || !setting.secret || key.ends_with("Command")) {
    return false;
  }
  return !setting.dsn || config::mask_dsn(setting.value) != setting.value;
}

/// Of an origin "FILE:LINE" the file; of any other something that is none.
std::string file_of(const std::string& origin) {
  const std::size_t colon = origin.rfind(':');
  return colon == std::string::npos ? std::string() : origin.substr(0, colon);
}

}  // namespace

void tell_if_others_read_store(const Context& context, const std::string& location) {
  if (context.options.json) {
    return;
  }
  const std::string file(path_of(location));
  if (scheme_of(location) == "sqlite" && may_be_read_by(file, S_IRGRP | S_IROTH)) {
    context.note(fmt::format("{} may be read by others than you; unless they are to: chmod go= {}",
                             printable_line(file), printable_line(file)));
  }
}

void tell_if_others_read_passwords(const Context& context,
                                   const config::Configuration& configuration) {
  if (context.options.json) {
    return;
  }
  std::set<std::string> files;
  for (const auto& [key, setting] : configuration.settings()) {
    if (holds_password(key, setting)) {
      files.insert(file_of(setting.origin));
    }
  }
  for (const std::string& file : files) {
    if (may_be_read_by(file, S_IROTH)) {
      context.note(fmt::format(
          "{} holds a password, and every user of this machine may read it: chmod o= {}",
          printable_line(file), printable_line(file)));
    }
  }
}

}  // namespace sessionstore::cli
