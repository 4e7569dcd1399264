#pragma once

#include <sessionstore/endpoint.h>
#include <sessionstore/interop/output.h>
#include <sessionstore/json/view.h>

#include <string>
#include <string_view>
#include <vector>

namespace sessionstore::cli {

/// Writes a session as Markdown while it is read, for people. All that comes from it is made
/// printable; text that is Markdown itself stays so, but cannot reach beyond its own message.
/// Addresses and secrets of shares are never written.
class Markdown : public SessionVisitor {
 public:
  /// `output` must outlive it.
  explicit Markdown(interop::Output& output) : output_(output) {}

  void on_session(Session session) override;
  void on_message(Message message) override;
  void on_part(Part part) override;
  void on_record(Record record) override;
  void on_skipped(Skipped item) override;
  void on_note(Skipped item) override { notes.push_back(std::move(item)); }

  std::int64_t messages = 0;
  std::int64_t parts = 0;
  std::vector<Skipped> skipped;
  std::vector<Skipped> notes;

 private:
  void block(std::string_view text);
  void markdown(std::string text);
  void tool(json::View part);
  void fenced(std::string_view heading, std::string_view language, std::string_view text);

  interop::Output& output_;
};

}  // namespace sessionstore::cli
