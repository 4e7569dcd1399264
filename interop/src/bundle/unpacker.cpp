#include "bundle/unpacker.h"

#include <zstd.h>

#include <new>

#include "bundle/format.h"

namespace sessionstore::interop::bundle {
namespace {

constexpr std::size_t kZstdBuffer = 32U << 10U;

}  // namespace

void Unpacker::FreeContext::operator()(ZSTD_DCtx_s* freed) const noexcept { ZSTD_freeDCtx(freed); }

Unpacker::Unpacker() : context(ZSTD_createDCtx()), in(kZstdBuffer), out(kZstdBuffer) {
  if (!context) throw std::bad_alloc();
  ZSTD_DCtx_setParameter(context.get(), ZSTD_d_windowLogMax, kMaxWindowLog);
}

void Unpacker::reset() { ZSTD_DCtx_reset(context.get(), ZSTD_reset_session_only); }

}  // namespace sessionstore::interop::bundle
