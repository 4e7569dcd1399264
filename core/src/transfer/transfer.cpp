#include <sessionstore/error.h>
#include <sessionstore/transfer.h>

#include <algorithm>
#include <chrono>
#include <set>
#include <thread>
#include <utility>

#include "transfer/batch_writer.h"
#include "transfer/event_queue.h"
#include "transfer/source_reader.h"

namespace sessionstore {
namespace {

using namespace transfer_detail;
using SteadyClock = std::chrono::steady_clock;

// How often sessions that others keep changing are looked at anew.
constexpr int kMostRounds = 3;

bool stopping(const TransferOptions& options) {
  return options.stop != nullptr && options.stop->load(std::memory_order_relaxed);
}

/// Closes the queue and waits for the reader, however the writer ends.
class ReaderThread {
 public:
  template <typename Run>
  ReaderThread(EventQueue& queue, Run run) : queue_(queue), thread_(std::move(run)) {}
  ~ReaderThread() {
    queue_.close();
    thread_.join();
  }
  ReaderThread(const ReaderThread&) = delete;
  ReaderThread& operator=(const ReaderThread&) = delete;

 private:
  EventQueue& queue_;
  std::thread thread_;
};

/// Counts and tells progress, not too often.
class Progress {
 public:
  Progress(const TransferOptions& options, std::size_t total) : options_(options) {
    now_.sessions_total = static_cast<std::int64_t>(total);
  }
  void add(std::int64_t rows, std::size_t bytes) {
    now_.rows_done += rows;
    now_.bytes_done += static_cast<std::int64_t>(bytes);
    tell(false);
  }
  void session_done() {
    ++now_.sessions_done;
    tell(now_.sessions_done == now_.sessions_total);
  }

 private:
  void tell(bool always) {
    if (!options_.on_progress) return;
    const auto now = SteadyClock::now();
    if (!always && now - told_ < std::chrono::milliseconds(100)) return;
    told_ = now;
    options_.on_progress(now_);
  }

  const TransferOptions& options_;
  TransferProgress now_;
  SteadyClock::time_point told_;
};

void count(const Rows& rows, TransferReport& report) {
  for (const Row& row : rows.rows) {
    if (std::holds_alternative<Message>(row)) {
      ++report.messages;
    } else if (std::holds_alternative<Part>(row)) {
      ++report.parts;
    } else {
      ++report.records;
    }
  }
}

/// Takes events until the source is done.
class Consumer {
 public:
  Consumer(BatchWriter& writer, TransferReport& report, Progress& progress)
      : writer_(writer), report_(report), progress_(progress) {}

  void run(EventQueue& queue) {
    while (!done_) std::visit(*this, queue.pop());
  }

  void operator()(Unchanged unchanged) {
    ++report_.unchanged;
    report_.messages += unchanged.messages;
    report_.parts += unchanged.parts;
    report_.records += unchanged.records;
    progress_.add(unchanged.messages + unchanged.parts + unchanged.records, 0);
    progress_.session_done();
  }
  void operator()(const SessionBegin& begin) {
    counts_ = {};
    decision_ = writer_.begin(begin);
  }
  void operator()(Rows rows) {
    count(rows, counts_);
    progress_.add(static_cast<std::int64_t>(rows.rows.size()), rows.bytes);
    if (decision_ == BatchWriter::Decision::take) writer_.put(std::move(rows));
  }
  void operator()(const SessionEnd& end) {
    if (decision_ == BatchWriter::Decision::take) writer_.end(end.fingerprint);
    progress_.session_done();
    if (decision_ == BatchWriter::Decision::again) return;  // counted when it comes again
    report_.messages += counts_.messages;
    report_.parts += counts_.parts;
    report_.records += counts_.records;
  }
  void operator()(Remark remark) {
    (remark.note ? report_.notes : report_.skipped).push_back(std::move(remark.what));
  }
  void operator()(const Failure& failure) { std::rethrow_exception(failure.cause); }
  void operator()(Finished) { done_ = true; }

 private:
  BatchWriter& writer_;
  TransferReport& report_;
  Progress& progress_;
  TransferReport counts_;
  BatchWriter::Decision decision_ = BatchWriter::Decision::keep;
  bool done_ = false;
};

/// A session that was looked at twice has told its remarks twice.
void drop_repeats(std::vector<Skipped>& remarks) {
  std::set<std::pair<std::string, std::string>> seen;
  std::erase_if(remarks, [&](const Skipped& remark) {
    return !seen.emplace(remark.source, remark.reason).second;
  });
}

KnownSessions find_known(SessionStore& store, const std::vector<std::string>& ids) {
  KnownSessions known;
  for (const std::string& id : ids) {
    if (auto stored = store.find_stored(id)) known.emplace(id, *stored);
  }
  return known;
}

/// Whether the store has all of the project already: then nothing is written.
bool has_project(SessionStore& store, const Project& project) {
  const std::optional<Project> stored = store.find_project(project.id);
  if (!stored || stored->id != project.id) return false;
  const auto has_record = [&](const Record& record) {
    return std::find(stored->records.begin(), stored->records.end(), record) !=
           stored->records.end();
  };
  const auto has_alias = [&](const std::string& alias) {
    return store.find_project(alias).has_value();  // if not as ours, then as another project's
  };
  return stored->name == project.name &&
         std::all_of(project.records.begin(), project.records.end(), has_record) &&
         std::all_of(project.aliases.begin(), project.aliases.end(), has_alias);
}

/// Transfers the sessions of `ids`; returns those that must be looked at anew.
std::vector<std::string> transfer_round(SessionSource& source, SessionStore& store,
                                        const TransferOptions& options,
                                        const std::vector<std::string>& ids,
                                        TransferReport& report) {
  const KnownSessions known = find_known(store, ids);
  BatchWriter writer(store, report);
  Progress progress(options, ids.size());
  Consumer consumer(writer, report, progress);
  {
    EventQueue queue;
    const ReaderThread reader(queue, [&] { read_source(source, ids, known, options, queue); });
    consumer.run(queue);
  }
  writer.finish();
  return std::move(writer.again);
}

}  // namespace

TransferReport transfer(SessionSource& source, SessionStore& store,
                        const TransferOptions& options) {
  const auto started = SteadyClock::now();
  TransferReport report;
  report.from = source.location();
  report.to = store.location();
  Inventory inventory = source.inventory();
  report.skipped = std::move(inventory.skipped);
  report.notes = std::move(inventory.notes);
  report.projects = static_cast<std::int64_t>(inventory.projects.size());
  report.sessions = static_cast<std::int64_t>(inventory.sessions.size());
  for (const Project& project : inventory.projects) {
    if (!has_project(store, project)) store.put_project(project);
  }
  std::vector<std::string> ids;
  ids.reserve(inventory.sessions.size());
  for (SessionEntry& entry : inventory.sessions) ids.push_back(std::move(entry.id));
  for (int round = 0; round < kMostRounds && !ids.empty() && !stopping(options); ++round) {
    ids = transfer_round(source, store, options, ids, report);
  }
  drop_repeats(report.skipped);
  drop_repeats(report.notes);
  report.interrupted = stopping(options);
  for (const std::string& id : ids) {
    if (report.interrupted) break;
    ++report.unchanged;
    report.skipped.push_back({id, "others kept changing it: the store's was kept; import again"});
  }
  report.seconds = std::chrono::duration<double>(SteadyClock::now() - started).count();
  return report;
}

}  // namespace sessionstore
