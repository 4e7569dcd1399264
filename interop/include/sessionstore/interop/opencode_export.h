#pragma once

#include <sessionstore/endpoint.h>
#include <sessionstore/interop/output.h>

#include <string>
#include <string_view>
#include <vector>

namespace sessionstore::interop {

/// Writes a session as `opencode export` does, which `opencode import` reads:
/// `{"info": session, "messages": [{"info": message, "parts": [part, ...]}, ...]}`, with two spaces
/// for each level. Constant memory but for the largest row.
///
/// The ids that the model keeps in columns are put back where OpenCode has them. A share's address
/// is left out, and so are records, for which that format has no place. Members that `opencode
/// import` of any version demands, and that older ones did not write (`slug`), are there. What
/// OpenCode could not read is left out with its parts and passed to on_skipped().
class OpencodeExport : public SessionVisitor {
 public:
  /// `output` must outlive it.
  explicit OpencodeExport(Output& output) : output_(output) {}

  void on_session(Session session) override;
  void on_message(Message message) override;
  void on_part(Part part) override;
  void on_record(Record record) override;
  void on_skipped(Skipped item) override { skipped.push_back(std::move(item)); }
  void on_note(Skipped item) override { notes.push_back(std::move(item)); }

  /// Ends the document.
  void finish();

  std::int64_t messages = 0;
  std::int64_t parts = 0;
  std::vector<Skipped> skipped;
  std::vector<Skipped> notes;

 private:
  void end_message();

  Output& output_;
  std::string session_;
  std::string message_;
  std::string last_user_;  // message
  Millis created_ = 0;     // of the message
  bool in_message_ = false;
  bool message_left_out_ = false;
  std::int64_t parts_of_message_ = 0;
  std::int64_t records_ = 0;
};

}  // namespace sessionstore::interop
