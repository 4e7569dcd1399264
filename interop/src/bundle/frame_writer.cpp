#include "bundle/frame_writer.h"

#include <fmt/format.h>
#include <sessionstore/error.h>
#include <zstd.h>

#include <new>
#include <utility>

namespace sessionstore::interop::bundle {
namespace {

// A frame whose text is no longer than this is compressed in one call: then Zstandard knows how
// long it is, and whoever reads it needs no more memory than that.
constexpr std::size_t kWaiting = 128U << 10U;

void require(std::size_t result) {
  if (ZSTD_isError(result) == 0) return;
  throw Error(ErrorCode::internal,
              fmt::format("Zstandard cannot compress: {}", ZSTD_getErrorName(result)));
}

}  // namespace

void FrameWriter::FreeContext::operator()(ZSTD_CCtx_s* context) const noexcept {
  ZSTD_freeCCtx(context);
}

FrameWriter::FrameWriter(Output& output)
    : output_(output), context_(ZSTD_createCCtx()), buffer_(ZSTD_CStreamOutSize()) {
  if (!context_) throw std::bad_alloc();
  require(ZSTD_CCtx_setParameter(context_.get(), ZSTD_c_compressionLevel, 3));
  require(ZSTD_CCtx_setParameter(context_.get(), ZSTD_c_windowLog, 21));
  require(ZSTD_CCtx_setParameter(context_.get(), ZSTD_c_checksumFlag, 1));
}

void FrameWriter::line(std::string_view text) {
  add(text);
  add("\n");
  ++lines_;
}

void FrameWriter::line(std::string_view head, std::string_view data) {
  add(head);
  add(R"(,"data":)");
  add(data);
  add("}\n");
  ++lines_;
}

FramePlace FrameWriter::end(std::string_view more) {
  const std::string last = fmt::format(R"({{"end":{{"lines":{},"sha256":"{}"{}}}}})", lines_,
                                       text_hash_.finish().hex(), more) +
                           '\n';
  put(last, true);
  return finish();
}

FramePlace FrameWriter::end_void() {
  put("{\"void\":{}}\n", true);
  text_hash_.finish();
  return finish();
}

FramePlace FrameWriter::finish() {
  const FramePlace place{start_, offset_ - start_, frame_hash_.finish()};
  start_ = offset_;
  lines_ = 0;
  return place;
}

void FrameWriter::raw(std::string_view bytes) {
  output_.write(bytes);
  offset_ += bytes.size();
  start_ = offset_;
}

void FrameWriter::add(std::string_view text) {
  text_hash_.update(text);
  put(text, false);
}

void FrameWriter::put(std::string_view text, bool last) {
  if (waiting_.size() + text.size() > kWaiting) {
    compress(waiting_, false);
    waiting_.clear();
  }
  if (text.size() > kWaiting) {
    compress(text, last);
    return;
  }
  waiting_ += text;
  if (!last) return;
  compress(waiting_, true);
  waiting_.clear();
}

void FrameWriter::compress(std::string_view text, bool last) {
  ZSTD_inBuffer in{text.data(), text.size(), 0};
  for (bool done = false; !done;) {
    ZSTD_outBuffer out{buffer_.data(), buffer_.size(), 0};
    const std::size_t left =
        ZSTD_compressStream2(context_.get(), &out, &in, last ? ZSTD_e_end : ZSTD_e_continue);
    require(left);
    const std::string_view bytes(buffer_.data(), out.pos);
    frame_hash_.update(bytes);
    output_.write(bytes);
    offset_ += bytes.size();
    done = last ? left == 0 : in.pos == in.size;
  }
}

}  // namespace sessionstore::interop::bundle
