#include "bundle/frame_text.h"

#include <fmt/format.h>
#include <zstd.h>

#include <algorithm>
#include <charconv>
#include <utility>

namespace sessionstore::interop::bundle {
namespace {

/// How long the line is that begins with `head`, as it says itself; 0 where it says nothing. Only
/// to get memory in one piece: memory that is not written to costs little, so it need not be true.
std::size_t claimed_size(std::string_view head) {
  constexpr std::string_view kBytes = R"("bytes":)";
  const std::size_t at = head.find(kBytes);
  if (at == std::string_view::npos) return 0;
  std::size_t bytes = 0;
  const char* const digits = head.data() + at + kBytes.size();
  std::from_chars(digits, head.data() + head.size(), bytes);
  return std::min(bytes, kMaxDocumentBytes) + at + 64;
}

}  // namespace

FrameText::FrameText(const BundleFile& file, std::uint64_t offset, std::uint64_t limit,
                     std::string name)
    : file_(file),
      offset_(offset),
      limit_(limit),
      most_cost_(file.budget().left_for(offset)),
      name_(std::move(name)),
      unpacker_(file.take_unpacker()) {}

FrameText::~FrameText() {
  file_.budget().spend(offset_, cost_);
  file_.give_back(std::move(unpacker_));
}

bool FrameText::next(std::string& line) {
  line.clear();
  for (;;) {
    if (take_line(line)) return true;
    if (ended_) {
      if (!line.empty()) throw damaged(name_, "its last line has no end");
      return false;
    }
    // A frame may end with nothing left to give.
    decompress();
  }
}

FramePlace FrameText::place() { return {offset_, consumed_, hash_.finish()}; }

/// Moves what there is of the current line into `line`; whether that was its end.
bool FrameText::take_line(std::string& line) {
  if (text_.empty()) return false;
  const std::size_t end = text_.find('\n');
  append(line, text_.substr(0, end));
  text_.remove_prefix(end == std::string_view::npos ? text_.size() : end + 1);
  if (end != std::string_view::npos) spend(UnpackBudget::kPerLine);
  return end != std::string_view::npos;
}

void FrameText::append(std::string& line, std::string_view text) const {
  if (line.size() + text.size() > kMaxLineBytes) throw damaged(name_, "a line of it is too long");
  line += text;
  if (text.size() == text_.size() && line.size() < 2 * kMaxHeadBytes) {
    line.reserve(std::max(line.size(), static_cast<std::size_t>(std::min<std::uint64_t>(
                                           claimed_size(line), most_cost_ - cost_))));
  }
}

void FrameText::spend(std::uint64_t cost) {
  cost_ += cost;
  if (cost_ > most_cost_) {
    cost_ = most_cost_;
    throw damaged(name_, "it unpacks to more than a bundle of this size may hold");
  }
}

void FrameText::decompress() {
  file_.stop().check();
  // Where there was no room for all of it, the rest comes without more input.
  if (in_begin_ == in_end_ && !out_full_) {
    const std::uint64_t left = limit_ - offset_ - consumed_;
    in_begin_ = 0;
    in_end_ =
        file_.read(offset_ + consumed_, unpacker_->in.data(),
                   static_cast<std::size_t>(std::min<std::uint64_t>(left, unpacker_->in.size())));
    if (in_end_ == 0) throw damaged(name_, "it is cut short");
  }
  ZSTD_inBuffer in{unpacker_->in.data() + in_begin_, in_end_ - in_begin_, 0};
  ZSTD_outBuffer out{unpacker_->out.data(), unpacker_->out.size(), 0};
  const std::size_t left = ZSTD_decompressStream(unpacker_->context.get(), &out, &in);
  if (ZSTD_isError(left) != 0) {
    throw damaged(name_, fmt::format("it cannot be decompressed ({})", ZSTD_getErrorName(left)));
  }
  hash_.update({unpacker_->in.data() + in_begin_, in.pos});
  in_begin_ += in.pos;
  consumed_ += in.pos;
  text_ = {unpacker_->out.data(), out.pos};
  out_full_ = out.pos == out.size;
  ended_ = left == 0;
  spend(out.pos);
}

}  // namespace sessionstore::interop::bundle
