#pragma once

#include <sessionstore/stop_flag.h>

#include <cstddef>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

/// Where exports go: a pipe as well as a file, whole or with an error.
namespace sessionstore::interop {

/// Bytes to an open descriptor, which stays the caller's. What is written may wait in memory until
/// flush(). One thread.
class Output {
 public:
  /// `name` is for errors. Where it is a pipe that nobody reads from, write() and flush() throw
  /// Error(interrupted) once `stop` is raised.
  Output(int descriptor, std::string name, StopFlag stop = {});
  Output(const Output&) = delete;
  Output& operator=(const Output&) = delete;

  /// Throws Error(unavailable) where it cannot be written, as when a disk is full or a pipe's
  /// reader has gone (to a process that ignores SIGPIPE).
  void write(std::string_view bytes);
  void flush();

 private:
  void write_through(std::string_view bytes);

  int descriptor_;
  std::string name_;
  StopFlag stop_;
  std::size_t most_at_once_;  // what a pipe that can be written to takes without waiting
  std::string waiting_;
};

/// A file that appears under its name once it is complete, readable by its owner only; a file of
/// that name is replaced then, and not before. Until then it has no name where the file system can
/// do so, so that a process that dies leaves nothing behind. What is no regular file (a FIFO, a
/// device) is written as it is. One thread.
class OutputFile {
 public:
  /// Throws Error(not_found) where there is no such directory, Error(permission_denied) ...
  explicit OutputFile(const std::filesystem::path& path, StopFlag stop = {});
  ~OutputFile();
  OutputFile(const OutputFile&) = delete;
  OutputFile& operator=(const OutputFile&) = delete;

  [[nodiscard]] Output& output();
  /// The file itself, to be read back; -1 where it is not a regular one.
  [[nodiscard]] int readable() const;
  /// Flushes it to the disk, and gives it its name.
  void commit();

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace sessionstore::interop
