#pragma once

#include <sessionstore/interop/output.h>
#include <sessionstore/transfer.h>

#include <filesystem>
#include <memory>
#include <string>

/// Our portable, verified format: sessions as lines of JSON in Zstandard frames, with a manifest of
/// hashes. docs/bundle.md describes it for those who want to write a reader of their own.
namespace sessionstore::interop {

struct BundleOptions {
  /// Take what is whole of a damaged bundle: what is not is named in Inventory::skipped.
  bool salvage = false;
  /// Where a bundle that comes through a pipe is kept meanwhile, in a file without a name.
  std::filesystem::path spool = "/tmp";
  /// Ends whatever reads, also what waits for a pipe, with Error(interrupted).
  StopFlag stop = {};
};

/// Opens a bundle; "-" is standard input. All of its hashes are checked before it returns, and each
/// session's once more while it is read: read_session() throws Error(corrupt) with its name.
///
/// Throws Error(not_found), Error(corrupt) for one that is damaged or cut short (unless it is to be
/// salvaged and anything in it is whole), Error(version_mismatch) for one of a later version.
/// Memory is bounded by the number of sessions and the largest row, time by the size of the file: a
/// frame that unpacks to much more than a bundle of that size may hold counts as damaged.
std::unique_ptr<SessionSource> open_bundle(const std::filesystem::path& path,
                                           const BundleOptions& options = {});

struct BundleWriteOptions : TransferOptions {
  std::string program;  ///< name and version of what writes it
  Millis created = 0;   ///< now
};

/// Writes every session of `source`, in constant memory, so that a pipe will do. A damaged row, and
/// a session that the source cannot give, are named in `skipped`, the others are taken. Throws
/// Error(interrupted) where it is stopped: then what was written is no bundle.
TransferReport write_bundle(SessionSource& source, Output& output,
                            const BundleWriteOptions& options);

/// The same to a file, which appears under its name once it is complete, was read back and found
/// equal.
TransferReport write_bundle(SessionSource& source, const std::filesystem::path& path,
                            const BundleWriteOptions& options);

}  // namespace sessionstore::interop
