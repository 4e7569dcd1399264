#include <sessionstore/fingerprint.h>
#include <sessionstore/store.h>

#include <utility>

namespace sessionstore {
namespace {

class Collector : public SessionVisitor {
 public:
  void on_session(Session session) override { archive.session = std::move(session); }
  void on_message(Message message) override { archive.turns.push_back({std::move(message), {}}); }
  void on_part(Part part) override { archive.turns.back().parts.push_back(std::move(part)); }
  void on_record(Record record) override { archive.records.push_back(std::move(record)); }

  SessionArchive archive;
};

Digest fingerprint_of(const SessionArchive& archive) {
  Fingerprinter fingerprinter;
  fingerprinter.add(archive.session);
  for (const Turn& turn : archive.turns) {
    fingerprinter.add(turn.message);
    for (const Part& part : turn.parts) fingerprinter.add(part);
  }
  for (const Record& record : archive.records) fingerprinter.add(record);
  return fingerprinter.finish();
}

}  // namespace

SessionArchive archive_session(SessionSource& source, std::string_view id) {
  Collector collector;
  source.read_session(id, collector);
  return std::move(collector.archive);
}

void restore_session(SessionSink& sink, const SessionArchive& archive,
                     const std::optional<Digest>& expected) {
  const std::unique_ptr<BulkWriter> writer = sink.bulk_writer();
  writer->begin_session(archive.session, expected);
  for (const Turn& turn : archive.turns) {
    writer->put_message(turn.message);
    for (const Part& part : turn.parts) writer->put_part(part);
  }
  for (const Record& record : archive.records) writer->put_record(record);
  writer->end_session(fingerprint_of(archive));
  writer->commit();
}

}  // namespace sessionstore
