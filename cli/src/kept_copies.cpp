#include "kept_copies.h"

#include <fmt/format.h>
#include <sessionstore/interop/bundle.h>
#include <sessionstore/selection.h>

#include <algorithm>
#include <system_error>

namespace sessionstore::cli {

std::filesystem::path KeptCopies::keep(SessionSource& source, const std::string& id, Millis when,
                                       std::set<std::string> others) const {
  const std::filesystem::path file = file_of(id, when);
  std::filesystem::create_directories(directory_);
  std::filesystem::permissions(directory_, std::filesystem::perms::owner_all);
  others.insert(id);
  Selection selection(source, std::move(others), {});
  interop::BundleWriteOptions options;
  options.program = "sessionstore " SESSIONSTORE_VERSION;
  options.created = when;
  interop::write_bundle(selection, file, options);
  return file;
}

std::optional<std::filesystem::path> KeptCopies::find(const std::string& id, Millis when) const {
  const std::filesystem::path file = file_of(id, when);
  std::error_code error;
  return std::filesystem::exists(file, error) ? std::optional(file) : std::nullopt;
}

std::filesystem::path KeptCopies::file_of(std::string id, Millis when) const {
  std::ranges::replace(id, '/', '_');
  return directory_ / fmt::format("{}-{}.bundle", id, when);
}

}  // namespace sessionstore::cli
