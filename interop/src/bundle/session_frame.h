#pragma once

#include <sessionstore/endpoint.h>
#include <sessionstore/fingerprint.h>

#include <optional>

#include "bundle/frame_reader.h"
#include "bundle/frame_writer.h"

namespace sessionstore::interop::bundle {

/// What a frame turned out to hold.
struct SessionFrame {
  std::string id;
  Digest fingerprint;
  RowCounts counts;
  FramePlace place;
};

/// Reads the frame of one session to its end, and proves it by its own last line. `first` is its
/// first line, which `frame` has given already. `id` is which session it must be; any if empty.
/// Throws Error(corrupt), and what `visitor` throws.
SessionFrame read_session_frame(FrameReader& frame, Line first, std::string_view id,
                                SessionVisitor& visitor);

/// The same for a project.
Project read_project_frame(FrameReader& frame, const Line& first);

/// Writes one session's rows into a frame, and nothing but the author and machine of who writes
/// where it has none of its own. A row that no store could take throws Error(constraint).
class SessionFrameWriter final : public SessionVisitor {
 public:
  SessionFrameWriter(FrameWriter& frames, std::string author, std::string machine)
      : frames_(frames), author_(std::move(author)), machine_(std::move(machine)) {}

  void on_session(Session session) override;
  void on_message(Message message) override;
  void on_part(Part part) override;
  void on_record(Record record) override;

  /// Ends the frame.
  SessionFrame finish();

 private:
  template <typename Row>
  void add(const Row& row);

  FrameWriter& frames_;
  std::string author_;
  std::string machine_;
  Fingerprinter fingerprinter_;
  SessionFrame written_;
};

/// Writes the frame of a project.
FramePlace write_project_frame(FrameWriter& frames, const Project& project);

}  // namespace sessionstore::interop::bundle
