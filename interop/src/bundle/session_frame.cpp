#include "bundle/session_frame.h"

#include <fmt/format.h>
#include <sessionstore/limits.h>

#include <utility>

#include "bundle/heads.h"

namespace sessionstore::interop::bundle {
namespace {

/// Makes rows of a session's lines and sees to their order.
class RowReader {
 public:
  RowReader(const FrameReader& frame, SessionVisitor& visitor) : frame_(frame), visitor_(visitor) {}

  void session(Line& line) {
    visitor_.on_session(make<Session>(line, [](Session& /*session*/) {}));
  }
  void row(Line& line) {
    if (line.is(kMessage) && counts.records == 0) {
      auto message = make<Message>(line, [&](Message& row) { row.seq = ++counts.messages; });
      position_ = 0;
      visitor_.on_message(std::move(message));
    } else if (line.is(kPart) && counts.messages > 0 && counts.records == 0) {
      ++counts.parts;
      visitor_.on_part(make<Part>(line, [&](Part& row) {
        row.message_seq = counts.messages;
        row.position = position_++;
      }));
    } else if (line.is(kRecord)) {
      ++counts.records;
      visitor_.on_record(make<Record>(line, [](Record& /*record*/) {}));
    } else {
      throw frame_.error("a line '" + line.kind().substr(0, 40) + "' is out of place");
    }
  }

  RowCounts counts;
  Fingerprinter fingerprinter;
  std::string id;

 private:
  template <typename Row, typename Number>
  Row make(Line& line, const Number& number) {
    Row row;
    read_head(line.columns(), row);
    try {
      row.data = line.take_data();
      check(row);
    } catch (const Error& error) {
      throw frame_.error(error.what());
    }
    number(row);
    if constexpr (std::is_same_v<Row, Session>) id = row.id;
    fingerprinter.add(row);
    return row;
  }

  const FrameReader& frame_;
  SessionVisitor& visitor_;
  std::int64_t position_ = 0;
};

std::string counts_text(const RowCounts& counts) {
  return fmt::format(R"("messages":{},"parts":{},"records":{})", counts.messages, counts.parts,
                     counts.records);
}

}  // namespace

SessionFrame read_session_frame(FrameReader& frame, Line first, std::string_view id,
                                SessionVisitor& visitor) {
  RowReader rows(frame, visitor);
  if (!first.is(kSession) || (!id.empty() && first.columns()["id"].string().value_or("") != id)) {
    throw frame.error("another one is in its place");
  }
  rows.session(first);
  for (Line line; frame.next(line);) rows.row(line);
  SessionFrame read{rows.id, rows.fingerprinter.finish(), rows.counts, {}};
  if (frame.is_void()) throw frame.error("it was given up while it was written");
  const json::View end = frame.end();
  const bool counted = end["messages"].integer() == read.counts.messages &&
                       end["parts"].integer() == read.counts.parts &&
                       end["records"].integer() == read.counts.records;
  if (!counted) throw frame.error("it has not all of its rows");
  if (end["fingerprint"].string() != read.fingerprint.hex()) {
    throw frame.error("its fingerprint does not match");
  }
  read.place = frame.place();
  return read;
}

Project read_project_frame(FrameReader& frame, const Line& first) {
  Project project;
  read_head(first.columns(), project);
  std::size_t bytes = 0;
  for (Line line; frame.next(line);) {
    bytes += line.bytes();
    if (bytes > kMaxProjectBytes) throw frame.error("it is too large");
    if (line.is(kAlias)) {
      project.aliases.push_back(line.columns().string().value_or(""));
    } else if (line.is(kRecord)) {
      Record& record = project.records.emplace_back();
      read_head(line.columns(), record);
      if (!line.has_data()) throw frame.error("a record has no data");
      record.data = line.take_data();
    } else {
      throw frame.error("a line '" + line.kind().substr(0, 40) + "' is out of place");
    }
  }
  if (frame.is_void()) throw frame.error("it was given up while it was written");
  try {
    check(project);
  } catch (const Error& error) {
    throw frame.error(error.what());
  }
  return project;
}

template <typename Row>
void SessionFrameWriter::add(const Row& row) {
  check(row);
  fingerprinter_.add(row);
  frames_.line(head_of(row), row.data.text());
}

void SessionFrameWriter::on_session(Session session) {
  if (session.author.empty()) session.author = author_;
  if (session.machine.empty()) session.machine = machine_;
  written_.id = session.id;
  add(session);
}

void SessionFrameWriter::on_message(Message message) {
  add(message);
  ++written_.counts.messages;
}

void SessionFrameWriter::on_part(Part part) {
  add(part);
  ++written_.counts.parts;
}

void SessionFrameWriter::on_record(Record record) {
  add(record);
  ++written_.counts.records;
}

SessionFrame SessionFrameWriter::finish() {
  written_.fingerprint = fingerprinter_.finish();
  written_.place = frames_.end(fmt::format(
      R"(,{},"fingerprint":"{}")", counts_text(written_.counts), written_.fingerprint.hex()));
  return written_;
}

FramePlace write_project_frame(FrameWriter& frames, const Project& project) {
  check(project);
  frames.line(head_of(project) + '}');
  for (const std::string& alias : project.aliases) {
    frames.line(fmt::format(R"({{"alias":{}}})", json::quote(alias)));
  }
  for (const Record& record : project.records) frames.line(head_of(record), record.data.text());
  return frames.end();
}

}  // namespace sessionstore::interop::bundle
