#pragma once

#include <sessionstore/endpoint.h>

#include "render/json_writer.h"

namespace sessionstore::cli {

/// A session as `list` shows it: without its data.
Json session_json(const Session& session);

/// Writes one whole session as it is read, data verbatim: {session, messages: [{..., parts}],
/// records}. A row whose data does not match its hash throws Error(corrupt) before anything of it
/// is written.
class SessionJson : public SessionVisitor {
 public:
  /// `writer` must outlive this; it is left inside the document's object, for finish() or an error.
  explicit SessionJson(JsonWriter& writer) : writer_(writer) {}

  void on_session(Session session) override;
  void on_message(Message message) override;
  void on_part(Part part) override;
  void on_record(Record record) override;
  void on_skipped(Skipped skipped) override { skipped_.push_back(std::move(skipped)); }
  /// Writes what is left and ends the document.
  void finish();
  /// What could not be read.
  [[nodiscard]] const std::vector<Skipped>& skipped() const noexcept { return skipped_; }

 private:
  enum class Place { start, messages, parts, records };

  void begin_row(const Json& columns);
  void end_row(const json::Document& data);
  void begin_records();

  JsonWriter& writer_;
  Place place_ = Place::start;
  std::vector<Skipped> skipped_;
};

/// [{source, reason}]
Json skipped_json(const std::vector<Skipped>& skipped);

/// Throws Error(corrupt) that names the row if `data` does not match its hash.
void check_hash(const json::Document& data, std::string_view row);

}  // namespace sessionstore::cli
