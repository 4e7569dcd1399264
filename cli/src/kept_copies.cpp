#include "kept_copies.h"

#include <fmt/format.h>
#include <sessionstore/interop/bundle.h>
#include <sessionstore/selection.h>

#include <algorithm>
#include <system_error>

#include "session_file_name.h"

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
  std::error_code error;
  const std::filesystem::path file = file_of(id, when);
  if (std::filesystem::exists(file, error)) {
    return file;
  }
  // As sessionstore 0.1 named the copies of unusual ids.
  std::string name = fmt::format("{}-{}.bundle", id, when);
  std::ranges::replace(name, '/', '_');
  const std::filesystem::path older = directory_ / name;
  return std::filesystem::exists(older, error) ? std::optional(older) : std::nullopt;
}

std::filesystem::path KeptCopies::file_of(const std::string& id, Millis when) const {
  return directory_ / session_file_name(id, fmt::format("-{}.bundle", when));
}

}  // namespace sessionstore::cli
