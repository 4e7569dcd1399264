#pragma once

#include <sessionstore/error.h>

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

#include "flat_files/file_descriptor.h"

namespace sessionstore::interop::bundle {

/// A bundle's bytes. What comes through a pipe is kept in a file without a name. One thread.
class BundleFile {
 public:
  /// "-" is standard input. Throws Error.
  static BundleFile open(const std::filesystem::path& path, const std::filesystem::path& spool);
  BundleFile(FileDescriptor file, std::string location);

  /// A LOCATION for people.
  [[nodiscard]] const std::string& location() const noexcept { return location_; }
  [[nodiscard]] std::uint64_t size() const noexcept { return size_; }
  /// Fills `buffer` as far as the file goes; returns how many bytes that are.
  std::size_t read(std::uint64_t offset, char* buffer, std::size_t size) const;

 private:
  FileDescriptor file_;
  std::string location_;
  std::uint64_t size_ = 0;
};

/// Damage, and what to do about it. `what` says which part of which bundle.
Error damaged(const std::string& what, std::string_view reason);

}  // namespace sessionstore::interop::bundle
