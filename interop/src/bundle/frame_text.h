#pragma once

#include <sessionstore/digest.h>

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "bundle/bundle_file.h"
#include "bundle/format.h"

struct ZSTD_DCtx_s;

namespace sessionstore::interop::bundle {

/// The lines of one Zstandard frame of a file that need not be trusted: windows and lines are
/// bounded. One thread.
class FrameText {
 public:
  /// Reads from `offset` and no further than `limit`. `name` is for errors: what stands there.
  FrameText(const BundleFile& file, std::uint64_t offset, std::uint64_t limit, std::string name);

  /// The next line without its end; false at the end of the frame. Throws Error(corrupt).
  bool next(std::string& line);
  /// Where the frame lies, once it has ended.
  FramePlace place();
  [[nodiscard]] const std::string& name() const noexcept { return name_; }

 private:
  void decompress();
  bool take_line(std::string& line);
  void append(std::string& line, std::string_view text) const;

  struct FreeContext {
    void operator()(ZSTD_DCtx_s* context) const noexcept;
  };
  const BundleFile& file_;
  std::uint64_t offset_;
  std::uint64_t limit_;
  std::uint64_t consumed_ = 0;
  std::string name_;
  std::unique_ptr<ZSTD_DCtx_s, FreeContext> context_;
  std::vector<char> in_;
  std::size_t in_begin_ = 0;
  std::size_t in_end_ = 0;
  std::vector<char> out_;
  std::string_view text_;  // what was decompressed and not yet taken, in out_
  Sha256 hash_;
  bool out_full_ = false;
  bool ended_ = false;
};

}  // namespace sessionstore::interop::bundle
