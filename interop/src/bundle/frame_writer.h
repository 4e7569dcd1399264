#pragma once

#include <sessionstore/digest.h>
#include <sessionstore/interop/output.h>

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "bundle/format.h"

struct ZSTD_CCtx_s;

namespace sessionstore::interop::bundle {

/// Writes lines into Zstandard frames, one after another, and knows where each lies. One thread.
class FrameWriter {
 public:
  explicit FrameWriter(Output& output);

  /// A line without data, which must be a JSON object.
  void line(std::string_view text);
  /// The line that begins with `head` and has this data.
  void line(std::string_view head, std::string_view data);
  /// Ends the frame with the line that proves it whole; `more` are further members of it, each
  /// after a comma.
  FramePlace end(std::string_view more = {});
  /// Ends the frame with a line that says that it stands for nothing.
  FramePlace end_void();

  /// Whether anything of a frame has been written.
  [[nodiscard]] bool open() const noexcept { return lines_ > 0; }
  /// Bytes outside any frame.
  void raw(std::string_view bytes);
  [[nodiscard]] std::uint64_t offset() const noexcept { return offset_; }

 private:
  void add(std::string_view text);
  void put(std::string_view text, bool last);
  void compress(std::string_view text, bool last);
  FramePlace finish();

  struct FreeContext {
    void operator()(ZSTD_CCtx_s* context) const noexcept;
  };
  Output& output_;
  std::unique_ptr<ZSTD_CCtx_s, FreeContext> context_;
  std::string waiting_;  // for more of the frame
  std::vector<char> buffer_;
  Sha256 text_hash_;
  Sha256 frame_hash_;
  std::uint64_t offset_ = 0;
  std::uint64_t start_ = 0;
  std::int64_t lines_ = 0;
};

}  // namespace sessionstore::interop::bundle
