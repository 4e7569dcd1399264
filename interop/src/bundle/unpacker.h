#pragma once

#include <cstddef>
#include <memory>
#include <vector>

struct ZSTD_DCtx_s;

namespace sessionstore::interop::bundle {

/// What unpacking a frame needs. It is much to make for a frame of some bytes, of which a file may
/// have a hundred thousand, so that one serves them all. One thread.
struct Unpacker {
  Unpacker();

  /// Forgets the last frame.
  void reset();

  struct FreeContext {
    void operator()(ZSTD_DCtx_s* freed) const noexcept;
  };
  std::unique_ptr<ZSTD_DCtx_s, FreeContext> context;
  std::vector<char> in;
  std::vector<char> out;
};

}  // namespace sessionstore::interop::bundle
