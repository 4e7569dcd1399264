#pragma once

#include <sessionstore/digest.h>

#include <memory>
#include <string>
#include <string_view>

#include "bundle/bundle_file.h"
#include "bundle/format.h"

namespace sessionstore::interop::bundle {

/// The lines of one Zstandard frame of a file that need not be trusted: windows, lines and what all
/// of it costs are bounded. One thread.
class FrameText {
 public:
  /// Reads from `offset` and no further than `limit`. `name` is for errors: what stands there.
  FrameText(const BundleFile& file, std::uint64_t offset, std::uint64_t limit, std::string name);
  ~FrameText();
  FrameText(const FrameText&) = delete;
  FrameText& operator=(const FrameText&) = delete;

  /// The next line without its end; false at the end of the frame. Throws Error(corrupt).
  bool next(std::string& line);
  /// Where the frame lies, once it has ended.
  FramePlace place();
  [[nodiscard]] const std::string& name() const noexcept { return name_; }
  /// How much of the file was read so far.
  [[nodiscard]] std::uint64_t consumed() const noexcept { return consumed_; }

 private:
  void decompress();
  void spend(std::uint64_t cost);
  bool take_line(std::string& line);
  void append(std::string& line, std::string_view text) const;

  const BundleFile& file_;
  std::uint64_t offset_;
  std::uint64_t limit_;
  std::uint64_t consumed_ = 0;
  std::uint64_t most_cost_;
  std::uint64_t cost_ = 0;
  std::string name_;
  std::unique_ptr<Unpacker> unpacker_;
  std::size_t in_begin_ = 0;
  std::size_t in_end_ = 0;
  std::string_view text_;  // what was decompressed and not yet taken, in unpacker_
  Sha256 hash_;
  bool out_full_ = false;
  bool ended_ = false;
};

}  // namespace sessionstore::interop::bundle
