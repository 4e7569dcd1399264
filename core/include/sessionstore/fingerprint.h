#pragma once

#include <sessionstore/endpoint.h>

namespace sessionstore {

/// Computes a session's fingerprint: a SHA-256 that is the same for the same session whichever
/// place it was read from. It covers what the agent wrote (ids, parent, order, every row's data)
/// and none of what differs by place (project, author, machine, revisions). docs/schema.md has the
/// byte layout.
///
/// Feed it one session in canonical order. It hashes the rows' stored hashes, so with
/// `Trust::recompute` each is computed anew from the text and a difference throws Error(corrupt)
/// that names the row.
class Fingerprinter : public SessionVisitor {
 public:
  enum class Trust { stored_hashes, recompute };
  explicit Fingerprinter(Trust trust = Trust::stored_hashes) : trust_(trust) {}

  void add(const Session& session);
  void add(const Message& message);
  void add(const Part& part);
  void add(const Record& record);
  /// The fingerprint; the object starts anew afterwards.
  Digest finish() { return hash_.finish(); }

  void on_session(Session session) override { add(session); }
  void on_message(Message message) override { add(message); }
  void on_part(Part part) override { add(part); }
  void on_record(Record record) override { add(record); }

 private:
  void field(std::string_view value);
  void row(std::string_view kind, std::string_view id, const json::Document& data);

  Trust trust_;
  Sha256 hash_;
};

/// Reads one session of `source` and gives its fingerprint, recomputed from the rows themselves.
Digest fingerprint_of(SessionSource& source, std::string_view id);

}  // namespace sessionstore
