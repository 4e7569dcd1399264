#pragma once

#include <sessionstore/json/document.h>
#include <sessionstore/json/view.h>
#include <sessionstore/model.h>

#include <optional>
#include <string>

#include "bundle/frame_text.h"

namespace sessionstore::interop::bundle {

/// One line: an object whose first member says what it is, and its data where it has some.
class Line {
 public:
  Line() = default;
  /// Throws Error(corrupt) unless `text` is such a line, minified, in UTF-8.
  explicit Line(std::string_view text);

  [[nodiscard]] bool is(std::string_view kind) const { return kind_ == kind; }
  [[nodiscard]] const std::string& kind() const noexcept { return kind_; }
  /// What the first member holds.
  [[nodiscard]] json::View columns() const { return json::View(head_.text())[kind_]; }
  /// Throws Error(corrupt) where there is none.
  json::Document take_data();
  /// About what it takes in memory.
  [[nodiscard]] std::size_t bytes() const noexcept {
    return sizeof(Record) + head_.text().size() + (data_ ? data_->text().size() : 0);
  }
  [[nodiscard]] bool has_data() const noexcept { return data_.has_value(); }

 private:
  json::Document head_;
  std::string kind_;
  std::optional<json::Document> data_;
};

/// Reads one frame's lines and proves that it has all of them, unchanged. One thread.
class FrameReader {
 public:
  /// As FrameText.
  FrameReader(const BundleFile& file, std::uint64_t offset, std::uint64_t limit, std::string name)
      : text_(file, offset, limit, std::move(name)) {}

  /// The next line but for the last; false where the frame has ended and is whole. Throws
  /// Error(corrupt).
  bool next(Line& line);

  // Once it has ended:
  /// Whether the frame stands for nothing, by its last line.
  [[nodiscard]] bool is_void() const { return last_.is(kVoid); }
  [[nodiscard]] json::View end() const { return last_.columns(); }
  FramePlace place() { return text_.place(); }

  /// How much of the file was read so far.
  [[nodiscard]] std::uint64_t consumed() const noexcept { return text_.consumed(); }

  [[nodiscard]] Error error(std::string_view reason) const { return damaged(text_.name(), reason); }

 private:
  void check_end();

  FrameText text_;
  std::string buffer_;
  Sha256 hash_;
  std::int64_t lines_ = 0;
  Line last_;
};

}  // namespace sessionstore::interop::bundle
