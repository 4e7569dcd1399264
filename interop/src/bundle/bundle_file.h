#pragma once

#include <sessionstore/error.h>
#include <sessionstore/interop/bundle.h>
#include <sessionstore/stop_flag.h>

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

#include "bundle/unpack_budget.h"
#include "bundle/unpacker.h"
#include "flat_files/file_descriptor.h"

namespace sessionstore::interop::bundle {

/// A bundle's bytes. What comes through a pipe is kept in a file without a name. One thread.
/// Whatever reads from it, and opening a pipe, throws Error(interrupted) once `stop` is raised.
class BundleFile {
 public:
  /// "-" is standard input. Throws Error.
  static BundleFile open(const std::filesystem::path& path, const BundleOptions& options);
  BundleFile(FileDescriptor file, std::string location, StopFlag stop = {});

  /// A LOCATION for people.
  [[nodiscard]] const std::string& location() const noexcept { return location_; }
  [[nodiscard]] std::uint64_t size() const noexcept { return size_; }
  [[nodiscard]] const StopFlag& stop() const noexcept { return stop_; }
  /// What reading its frames may cost, which each of them spends.
  [[nodiscard]] UnpackBudget& budget() const noexcept { return *budget_; }
  /// One that no frame uses, and is to be given back.
  [[nodiscard]] std::unique_ptr<Unpacker> take_unpacker() const;
  void give_back(std::unique_ptr<Unpacker> unpacker) const noexcept;
  /// Fills `buffer` as far as the file goes; returns how many bytes that are.
  std::size_t read(std::uint64_t offset, char* buffer, std::size_t size) const;

 private:
  FileDescriptor file_;
  std::string location_;
  StopFlag stop_;
  std::uint64_t size_ = 0;
  std::unique_ptr<UnpackBudget> budget_;
  mutable std::unique_ptr<Unpacker> unpacker_;  // null while a frame has it
};

/// Damage, and what to do about it. `what` says which part of which bundle.
Error damaged(const std::string& what, std::string_view reason);

}  // namespace sessionstore::interop::bundle
