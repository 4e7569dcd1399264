#include "bundle/frame_reader.h"

#include <algorithm>
#include <utility>

namespace sessionstore::interop::bundle {
namespace {

// A longer line's memory is not kept for the next one.
constexpr std::size_t kKeptBytes = 1U << 20U;

/// `text`, which must be minified already.
json::Document parse_exactly(std::string_view text) {
  bool replaced = false;
  json::Document document = json::Document::parse(text, &replaced);
  if (replaced) throw Error(ErrorCode::corrupt, "it is not valid UTF-8");
  // Minifying takes away and never changes.
  if (document.text().size() != text.size()) throw Error(ErrorCode::corrupt, "it has white space");
  return document;
}

}  // namespace

Line::Line(std::string_view text) {
  constexpr std::string_view kData = R"(,"data":)";
  // Within a string of the head its quotes would have backslashes.
  const std::size_t split = text.substr(0, kMaxHeadBytes).find(kData);
  if (split == std::string_view::npos) {
    if (text.size() > kMaxHeadBytes) throw Error(ErrorCode::corrupt, "it is too long");
    head_ = parse_exactly(text);
  } else {
    if (!text.ends_with('}')) throw Error(ErrorCode::corrupt, "it is no object");
    head_ = parse_exactly(std::string(text.substr(0, split)) + '}');
    const std::string_view data = text.substr(split + kData.size());
    data_ = parse_exactly(data.substr(0, data.size() - 1));
  }
  json::Cursor first{json::View(head_.text())};
  if (!json::View(head_.text()).is_object() || !first.next()) {
    throw Error(ErrorCode::corrupt, "it is no object");
  }
  kind_ = json::View(first.raw_key()).string().value_or("");
}

json::Document Line::take_data() {
  if (!data_) throw Error(ErrorCode::corrupt, "it has no data");
  return std::exchange(data_, std::nullopt).value();
}

bool FrameReader::next(Line& line) {
  if (!text_.next(buffer_)) throw error("its last line is missing");
  try {
    line = Line(buffer_);
  } catch (const Error& error_in_line) {
    if (error_in_line.code() != ErrorCode::corrupt) throw;
    throw error("line " + std::to_string(lines_ + 1) + ": " + error_in_line.what());
  }
  if (line.is(kEnd) || line.is(kVoid)) {
    last_ = std::move(line);
    check_end();
    return false;
  }
  ++lines_;
  hash_.update(buffer_);
  hash_.update("\n");
  if (buffer_.capacity() > kKeptBytes) buffer_ = std::string();
  return true;
}

void FrameReader::check_end() {
  if (text_.next(buffer_)) throw error("it goes on after its last line");
  if (is_void()) return;
  if (end()["lines"].integer() != lines_) throw error("it has not all of its lines");
  if (end()["sha256"].string() != hash_.finish().hex()) throw error("its hash does not match");
}

}  // namespace sessionstore::interop::bundle
