#include <fmt/format.h>
#include <sessionstore/error.h>
#include <sessionstore/intact_rows.h>
#include <sessionstore/interop/bundle.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <optional>
#include <utility>

#include "bundle/bundle_source.h"
#include "bundle/manifest.h"
#include "bundle/session_frame.h"

namespace sessionstore::interop {
namespace {

using namespace bundle;
using SteadyClock = std::chrono::steady_clock;

// How often a session is tried whose source is away for a moment.
constexpr int kMostTries = 3;

double seconds_since(SteadyClock::time_point started) {
  return std::chrono::duration<double>(SteadyClock::now() - started).count();
}

/// Passes rows on, counts them, tells progress, and stops where that is wanted.
class Watched final : public SessionVisitor {
 public:
  Watched(const Supervision& supervision, TransferProgress& progress, TransferReport& report,
          SteadyClock::time_point& told)
      : supervision_(supervision), progress_(progress), report_(report), told_(told) {}

  void to(SessionVisitor& visitor) { to_ = &visitor; }

  void on_session(Session session) override {
    add(session.data);
    to_->on_session(std::move(session));
  }
  void on_message(Message message) override {
    add(message.data);
    to_->on_message(std::move(message));
  }
  void on_part(Part part) override {
    add(part.data);
    to_->on_part(std::move(part));
  }
  void on_record(Record record) override {
    add(record.data);
    to_->on_record(std::move(record));
  }
  void on_skipped(Skipped skipped) override { report_.skipped.push_back(std::move(skipped)); }
  void on_note(Skipped note) override { report_.notes.push_back(std::move(note)); }

 private:
  void add(const json::Document& data) {
    if (supervision_.stopping()) {
      throw Error(ErrorCode::interrupted, "the export was stopped: what was written is no bundle",
                  "run it again");
    }
    ++progress_.rows_done;
    progress_.bytes_done += static_cast<std::int64_t>(data.text().size());
    tell();
  }
  void tell() {
    const auto now = SteadyClock::now();
    if (!supervision_.on_progress || now - told_ < std::chrono::milliseconds(100)) return;
    told_ = now;
    supervision_.on_progress(progress_);
  }

  const Supervision& supervision_;
  TransferProgress& progress_;
  TransferReport& report_;
  SteadyClock::time_point& told_;
  SessionVisitor* to_ = nullptr;
};

class Writer {
 public:
  Writer(SessionSource& source, Output& output, const BundleWriteOptions& options,
         TransferReport& report)
      : source_(source), output_(output), frames_(output), options_(options), report_(report) {}

  void run() {
    Inventory inventory = source_.inventory();
    std::ranges::sort(inventory.sessions, {}, &SessionEntry::id);
    report_.skipped = std::move(inventory.skipped);
    report_.notes = std::move(inventory.notes);
    report_.projects = static_cast<std::int64_t>(inventory.projects.size());
    progress_.sessions_total = static_cast<std::int64_t>(inventory.sessions.size());
    frames_.line(fmt::format(R"({{"{}":{{"version":{},"program":{},"created":{}}}}})", kHeader,
                             kVersion, json::quote(options_.program), options_.created));
    manifest_.push_back({std::string(kHeader), {}, frames_.end(), {}});
    for (const Project& project : inventory.projects) write(project);
    for (const SessionEntry& entry : inventory.sessions) {
      tally_.expect(entry.id);
      write(entry.id);
      ++progress_.sessions_done;
    }
    tally_.count(report_);
    write_manifest(frames_, manifest_);
    output_.flush();
  }

 private:
  void write(const Project& project) {
    try {
      manifest_.push_back(
          {std::string(kProject), project.id, write_project_frame(frames_, project), {}});
    } catch (const Error& error) {
      if (error.code() != ErrorCode::constraint) throw;
      report_.skipped.push_back({"project " + project.id, error.what()});
    }
  }

  void write(const std::string& id) {
    for (int tries = 1;; ++tries) {
      const std::size_t remarks = report_.skipped.size();
      const std::size_t notes = report_.notes.size();
      try {
        write_session(id);
        return;
      } catch (const Error& error) {
        // What is in the pipe cannot be taken back.
        if (frames_.open()) manifest_.push_back({std::string(kVoid), {}, frames_.end_void(), {}});
        report_.skipped.resize(remarks);
        report_.notes.resize(notes);
        if (error.retryable() && tries < kMostTries) continue;
        if (!concerns_one_session(error)) throw;
        report_.skipped.push_back({id, error.what()});
        return;
      }
    }
  }

  void write_session(const std::string& id) {
    SessionFrameWriter rows(frames_, options_.author, options_.machine);
    Watched watched(options_, progress_, report_, told_);
    IntactRows intact(watched);
    watched.to(rows);
    source_.read_session(id, intact);
    const SessionFrame frame = rows.finish();
    manifest_.push_back({std::string(kSession), id, frame.place, frame.fingerprint});
    report_.messages += frame.counts.messages;
    report_.parts += frame.counts.parts;
    report_.records += frame.counts.records;
    tally_.note(id, SessionOutcome::written);
  }

  static bool concerns_one_session(const Error& error) {
    return error.code() == ErrorCode::corrupt || error.code() == ErrorCode::constraint ||
           error.code() == ErrorCode::not_found;
  }

  SessionSource& source_;
  Output& output_;
  FrameWriter frames_;
  const BundleWriteOptions& options_;
  TransferReport& report_;
  SessionTally tally_;
  Manifest manifest_;
  TransferProgress progress_;
  SteadyClock::time_point told_;
};

/// Reads back what is in the file: opening it checks every frame, reading every session.
void verify(int file, const std::string& location, const Supervision& supervision,
            TransferReport& report) {
  const auto started = SteadyClock::now();
  BundleSource written(BundleFile(FileDescriptor(::dup(file)), location, supervision.stop), false);
  for (const SessionEntry& entry : written.inventory().sessions) {
    if (supervision.stopping()) {
      throw Error(ErrorCode::interrupted, "the export was stopped: no bundle was written",
                  "run it again");
    }
    Fingerprinter fingerprinter(Fingerprinter::Trust::recompute);
    written.read_session(entry.id, fingerprinter);
    if (fingerprinter.finish() != entry.fingerprint) {
      throw Error(ErrorCode::corrupt,
                  "session " + entry.id + " was written, but reading it back gives something else",
                  "check the disk, then export again");
    }
    ++report.verified;
  }
  report.verify_seconds = seconds_since(started);
}

}  // namespace

TransferReport write_bundle(SessionSource& source, Output& output,
                            const BundleWriteOptions& options) {
  const auto started = SteadyClock::now();
  TransferReport report;
  report.from = source.location();
  report.to = "bundle:-";
  Writer(source, output, options, report).run();
  report.seconds = seconds_since(started);
  return report;
}

TransferReport write_bundle(SessionSource& source, const std::filesystem::path& path,
                            const BundleWriteOptions& options) {
  const auto started = SteadyClock::now();
  OutputFile file(path, options.stop);
  TransferReport report = write_bundle(source, file.output(), options);
  report.to = "bundle:" + path.string();
  if (file.readable() >= 0) verify(file.readable(), report.to, options, report);
  file.commit();
  report.seconds = seconds_since(started);
  return report;
}

}  // namespace sessionstore::interop
