#pragma once

#include <sessionstore/endpoint.h>

#include <cstdio>
#include <string>
#include <string_view>

#include "render/part_lines.h"
#include "render/terminal.h"

namespace sessionstore::cli {

/// Prints a session for people as it is read. All that comes from it is made printable first.
class Transcript : public SessionVisitor {
 public:
  /// `now` in milliseconds; `full` shows everything that is shortened otherwise.
  Transcript(std::FILE* out, const Terminal& terminal, Millis now, bool full)
      : out_(out), terminal_(terminal), now_(now), full_(full) {}

  void on_session(Session session) override;
  void on_message(Message message) override;
  void on_part(Part part) override;
  void on_record(Record record) override;
  void on_skipped(Skipped skipped) override;

  /// How many rows were damaged or could not be read.
  [[nodiscard]] int damaged() const noexcept { return damaged_; }

 private:
  void line(std::string_view text = {});
  void line(Style style, std::string_view text) { line(terminal_.paint(style, text)); }
  void rule(std::string_view left);
  bool intact(const json::Document& data, std::string_view row);

  std::FILE* out_;
  Terminal terminal_;
  Millis now_;
  bool full_;
  int damaged_ = 0;
};

}  // namespace sessionstore::cli
