#include <sessionstore/error.h>
#include <sessionstore/transfer.h>

#include <algorithm>
#include <chrono>
#include <map>
#include <set>
#include <string_view>
#include <thread>
#include <utility>

#include "transfer/batch_writer.h"
#include "transfer/event_queue.h"
#include "transfer/progress.h"
#include "transfer/source_reader.h"

namespace sessionstore {
namespace {

using namespace transfer_detail;
using SteadyClock = std::chrono::steady_clock;

// How often sessions are looked at anew, that others keep changing say, with not one of them done.
constexpr int kMostIdleRounds = 3;

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

/// Takes events until the source is done.
class Consumer {
 public:
  Consumer(BatchWriter& writer, TransferReport& report, SessionTally& tally, Progress& progress)
      : writer_(writer), report_(report), tally_(tally), progress_(progress) {}

  void run(EventQueue& queue) {
    while (!done_) std::visit(*this, queue.pop());
  }

  void operator()(const Settled& settled) {
    const Counts& counts = settled.counts;
    tally_.note(settled.id, settled.outcome);
    report_.messages += counts.messages;
    report_.parts += counts.parts;
    report_.records += counts.records;
    progress_.add(counts.messages + counts.parts + counts.records, 0);
    progress_.session_done();
  }
  void operator()(const SessionBegin& begin) { writer_.begin(begin); }
  void operator()(Rows rows) {
    progress_.add(static_cast<std::int64_t>(rows.rows.size()), rows.bytes);
    writer_.put(std::move(rows));
  }
  void operator()(const SessionEnd& end) {
    writer_.end(end.fingerprint);
    progress_.session_done();
  }
  void operator()(const SessionLost& lost) {
    writer_.lose(lost.id, Error(lost.code, lost.message, lost.hint, lost.native_code));
    progress_.session_done();
  }
  void operator()(Remark remark) {
    (remark.note ? report_.notes : report_.skipped).push_back(std::move(remark.what));
  }
  void operator()(const Failure& failure) { std::rethrow_exception(failure.cause); }
  void operator()(Finished) { done_ = true; }

 private:
  BatchWriter& writer_;
  TransferReport& report_;
  SessionTally& tally_;
  Progress& progress_;
  bool done_ = false;
};

/// A session that was looked at twice has told its remarks twice.
void drop_repeats(std::vector<Skipped>& remarks) {
  std::set<std::pair<std::string, std::string>> seen;
  std::erase_if(remarks, [&](const Skipped& remark) {
    return !seen.emplace(remark.source, remark.reason).second;
  });
}

/// Whether the target has all of the project already: then nothing is written.
bool has_project(SessionPlace& target, const Project& project) {
  const std::optional<Project> stored = target.find_project(project.id);
  if (!stored || stored->id != project.id) return false;
  std::map<std::pair<std::string_view, std::string_view>, const Record*> records;
  for (const Record& record : stored->records) records[{record.kind, record.key}] = &record;
  const auto has_record = [&](const Record& record) {
    const auto found = records.find({record.kind, record.key});
    return found != records.end() && *found->second == record;
  };
  // Asking for an alias reads a whole project; to put one that is there is as good an answer.
  constexpr int kMostAsked = 16;
  int asked = 0;
  const std::set<std::string_view> aliases(stored->aliases.begin(), stored->aliases.end());
  const auto has_alias = [&](const std::string& alias) {
    if (aliases.contains(alias)) return true;
    return ++asked <= kMostAsked && target.find_project(alias).has_value();  // another project's
  };
  return stored->name == project.name &&
         std::all_of(project.records.begin(), project.records.end(), has_record) &&
         std::all_of(project.aliases.begin(), project.aliases.end(), has_alias);
}

/// Transfers the sessions of `ids`; those that must be looked at anew are in `writer.again`.
void transfer_round(SessionSource& source, SessionPlace& target, const TransferOptions& options,
                    const std::vector<std::string>& ids, BatchWriter& writer,
                    TransferReport& report, SessionTally& tally) {
  const StoredSessions known = target.find_all_stored(ids);
  Progress progress(options.on_progress, ids.size());
  Consumer consumer(writer, report, tally, progress);
  {
    EventQueue queue;
    const ReaderThread reader(queue, [&] { read_source(source, ids, known, options, queue); });
    consumer.run(queue);
  }
  writer.finish();
}

/// Returns those that were given up.
std::vector<std::string> transfer_sessions(SessionSource& source, SessionPlace& target,
                                           const TransferOptions& options,
                                           std::vector<std::string> ids, TransferReport& report,
                                           SessionTally& tally) {
  BatchWriter writer(target, options, report, tally);
  for (int idle_rounds = 0; !ids.empty() && idle_rounds < kMostIdleRounds && !options.stopping();) {
    const std::size_t before = ids.size();
    writer.begin_round();
    try {
      transfer_round(source, target, options, ids, writer, report, tally);
    } catch (const Error& error) {
      // Also what reads back, or waits for a lock, is ended.
      if (error.code() != ErrorCode::interrupted || !options.stopping()) throw;
      break;
    }
    ids = writer.again;
    std::ranges::sort(ids);
    idle_rounds = ids.size() < before ? 0 : idle_rounds + 1;
  }
  if (!ids.empty() && writer.last_failure && !options.stopping()) throw Error(*writer.last_failure);
  return ids;
}

}  // namespace

TransferReport transfer(SessionSource& source, SessionPlace& target,
                        const TransferOptions& options) {
  const auto started = SteadyClock::now();
  TransferReport report;
  report.from = source.location();
  report.to = target.location();
  Inventory inventory = source.inventory();
  report.skipped = std::move(inventory.skipped);
  report.notes = std::move(inventory.notes);
  report.projects = static_cast<std::int64_t>(inventory.projects.size());
  for (const Project& project : inventory.projects) {
    if (options.stopping()) break;
    if (!has_project(target, project)) target.put_project(project);
  }
  SessionTally tally;
  std::vector<std::string> ids;
  ids.reserve(inventory.sessions.size());
  for (SessionEntry& entry : inventory.sessions) {
    tally.expect(entry.id);
    ids.push_back(std::move(entry.id));
  }
  ids = transfer_sessions(source, target, options, std::move(ids), report, tally);
  drop_repeats(report.skipped);
  drop_repeats(report.notes);
  report.interrupted = options.stopping();
  for (const std::string& id : ids) {
    if (report.interrupted) break;
    report.skipped.push_back({id, "others kept changing it: the store's was kept; import again"});
  }
  tally.count(report);
  if (options.on_outcome) {
    for (const auto& [id, outcome] : tally.outcomes()) options.on_outcome(id, outcome);
  }
  report.seconds = std::chrono::duration<double>(SteadyClock::now() - started).count();
  return report;
}

}  // namespace sessionstore
