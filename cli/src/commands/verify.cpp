#include <fmt/format.h>
#include <sessionstore/error.h>
#include <sessionstore/fingerprint.h>
#include <sessionstore/interop/opencode_columns.h>
#include <sessionstore/transfer.h>

#include <cstdio>
#include <memory>
#include <nlohmann/json.hpp>

#include "commands/command.h"
#include "exit_code.h"
#include "places.h"
#include "render/json_writer.h"
#include "render/number.h"
#include "render/progress.h"
#include "render/text.h"
#include "stop_signals.h"

namespace sessionstore::cli {

namespace {

struct VerifyEnds {
  std::string from;
  std::string to;
  bool repair = false;
  bool accept = false;  ///< only with `repair`
};

/// A finding on one place or on two.
struct Verdict {
  Comparison found;
  std::string place;      ///< for people
  std::string all_is_so;  ///< what holds where there is no difference
  std::vector<Difference> repaired;
  std::int64_t without_checksum = 0;
  bool repairs = false;
};

Verdict verify_one(Context& context, const VerifyEnds& ends, const Supervision& supervision) {
  if (context.is_read_only()) {
    throw Error(ErrorCode::unsupported,
                "--store: verify is for stores, which keep a hash of each row",
                "--from LOCATION --to LOCATION compares two places of any kind; --from bundle:PATH "
                "alone verifies a bundle");
  }
  SessionStore& store = ends.repair ? context.store_to_change() : context.store();
  const interop::OpencodeColumns reader;
  const ColumnRepair repair = !ends.repair  ? ColumnRepair::none
                              : ends.accept ? ColumnRepair::accept
                                            : ColumnRepair::derived;
  ColumnReport report = verify_store(store, supervision, {&reader, repair, {}});
  Verdict verdict;
  verdict.found.differences = std::move(report.differences);
  verdict.repaired = std::move(report.repaired);
  verdict.without_checksum = report.without_checksum;
  verdict.repairs = ends.repair;
  const StoreStatus status = store.status();
  verdict.found.sessions = status.sessions;
  verdict.found.messages = status.messages;
  verdict.found.parts = status.parts;
  verdict.place = status.location;
  verdict.all_is_so = "every row matches its hash";
  return verdict;
}

/// Reads one session of a source that knows its fingerprint, and counts its rows.
class Reading final : public SessionVisitor {
 public:
  Reading(const Supervision& supervision, TransferProgress& progress)
      : supervision_(supervision), progress_(progress) {}

  void on_session(Session session) override { fingerprinter_.add(session); }
  void on_message(Message message) override {
    ++messages;
    add(message);
  }
  void on_part(Part part) override {
    ++parts;
    add(part);
  }
  void on_record(Record record) override { add(record); }

  Digest fingerprint() { return fingerprinter_.finish(); }

  std::int64_t messages = 0;
  std::int64_t parts = 0;

 private:
  template <typename Row>
  void add(const Row& row) {
    supervision_.stop.check();
    fingerprinter_.add(row);
    ++progress_.rows_done;
    progress_.bytes_done += static_cast<std::int64_t>(row.data.text().size());
  }

  const Supervision& supervision_;
  TransferProgress& progress_;
  Fingerprinter fingerprinter_{Fingerprinter::Trust::recompute};
};

/// What is damaged stands in the report, and what is whole is read all the same.
Verdict verify_bundle(Context& context, const VerifyEnds& ends, const Supervision& supervision) {
  const auto bundle = open_bundle(context, ends.from, "--from", true);
  const Inventory inventory = bundle->inventory();
  Verdict verdict;
  verdict.place = bundle->location();
  verdict.all_is_so = "every row matches its hash";
  Comparison& found = verdict.found;
  for (const auto* const list : {&inventory.skipped, &inventory.notes}) {
    for (const Skipped& item : *list) {
      constexpr std::string_view kSession = "session ";
      const bool session = item.source.starts_with(kSession);
      found.differences.push_back(
          {session ? item.source.substr(kSession.size()) : std::string(), "damaged", item.reason});
    }
  }
  TransferProgress progress;
  progress.sessions_total = static_cast<std::int64_t>(inventory.sessions.size());
  for (const SessionEntry& entry : inventory.sessions) {
    supervision.stop.check();
    Reading reading(supervision, progress);
    bundle->read_session(entry.id, reading);
    if (reading.fingerprint() != entry.fingerprint) {
      found.differences.push_back(
          {entry.id, "fingerprint", "its rows are not those it was made of"});
    }
    ++found.sessions;
    found.messages += reading.messages;
    found.parts += reading.parts;
    ++progress.sessions_done;
    supervision.on_progress(progress);
  }
  return verdict;
}

Verdict verify_two(Context& context, const VerifyEnds& ends, const Supervision& supervision) {
  const auto to = open_source(context, ends.to, "--to", {});
  const auto from = open_source(context, ends.from, "--from", [&]() -> SessionStore* {
    return dynamic_cast<SessionStore*>(to.get());
  });
  Verdict verdict;
  verdict.found = compare_places(*from, *to, supervision);
  verdict.place = from->location();
  verdict.all_is_so = fmt::format("every row is in {} and equal", to->location());
  return verdict;
}

Verdict run_supervised(Context& context, const VerifyEnds& ends) {
  const StopSignals signals;
  ProgressBar progress(stderr, context.err(),
                       !context.options.quiet && !context.options.no_progress);
  Supervision supervision;
  supervision.stop = &signals.stop();
  supervision.on_progress = [&progress](const TransferProgress& now) { progress.update(now); };
  if (ends.from.empty()) {
    return verify_one(context, ends, supervision);
  }
  return ends.to.empty() ? verify_bundle(context, ends, supervision)
                         : verify_two(context, ends, supervision);
}

Json listed(const std::vector<Difference>& differences) {
  Json list = Json::array();
  for (const Difference& difference : differences) {
    list.push_back({{"session", difference.session},
                    {"kind", difference.kind},
                    {"detail", difference.detail}});
  }
  return list;
}

void print_json(const Verdict& verdict) {
  const Comparison& found = verdict.found;
  write_json(stdout, {{"ok", found.differences.empty()},
                      {"sessions", found.sessions},
                      {"messages", found.messages},
                      {"parts", found.parts},
                      {"differences", listed(found.differences)},
                      {"repaired", listed(verdict.repaired)},
                      {"without_checksum", verdict.without_checksum},
                      {"only_in_to", found.only_in_to}});
}

void print_list(const std::vector<Difference>& differences) {
  for (const Difference& difference : differences) {
    fmt::print("  {}  {}: {}\n",
               printable_line(difference.session.empty() ? "the store" : difference.session),
               printable_line(difference.kind), printable_line(difference.detail));
  }
}

void print_human(const Context& context, const Verdict& verdict) {
  const Comparison& found = verdict.found;
  const std::string what = fmt::format("{}, {}, {} in {}", counted(found.sessions, "session"),
                                       counted(found.messages, "message"),
                                       counted(found.parts, "part"), printable_line(verdict.place));
  if (found.differences.empty()) {
    fmt::print("{} {}: {}.\n", context.out().paint(Style::green, "ok"), what,
               printable_line(verdict.all_is_so));
  } else {
    fmt::print("{} {}\n", context.out().paint(Style::red, "not ok"), what);
  }
  print_list(found.differences);
  if (verdict.without_checksum > 0) {
    fmt::print("{} of before schema 3 had no checksum of {} columns{}\n",
               counted(verdict.without_checksum, "row"),
               verdict.without_checksum == 1 ? "its" : "their",
               verdict.repairs ? "; now they have."
                               : ": `sessionstore verify --repair` gives them theirs.");
  }
  if (!verdict.repaired.empty()) {
    fmt::print("Put right:\n");
    print_list(verdict.repaired);
  }
  if (!found.only_in_to.empty()) {
    fmt::print("The second place has {} that the first one has not.\n",
               counted(static_cast<std::int64_t>(found.only_in_to.size()), "session"));
  }
}

int run_verify(Context& context, const VerifyEnds& ends) {
  if (!ends.from.empty() && ends.to.empty() && !is_bundle(ends.from)) {
    throw Error(ErrorCode::invalid_argument, "--from of a place that is no bundle needs --to",
                "--store LOCATION verifies another store by itself");
  }
  const Verdict verdict = run_supervised(context, ends);
  if (context.options.json) {
    print_json(verdict);
  } else {
    print_human(context, verdict);
  }
  return verdict.found.differences.empty() ? kDone : kDamaged;
}

}  // namespace

Command verify_command(CLI::App& program) {
  CLI::App* parser = add_command(
      program, "verify", "Read everything and compare it with its hashes, or with another place",
      {"sessionstore verify", "sessionstore verify --json", "sessionstore verify --repair",
       "sessionstore verify --from sqlite:~/.opencode/sessionstore.db --to store",
       "sessionstore verify --from bundle:history.bundle"});
  auto ends = std::make_shared<VerifyEnds>();
  parser
      ->add_option("--from", ends->from,
                   "Compare every session of this place ... (a bundle alone: with its own hashes)")
      ->type_name("LOCATION");
  CLI::Option* const to =
      parser->add_option("--to", ends->to, "... with the same session in this one")
          ->type_name("LOCATION");
  to->needs("--from");
  CLI::Option* const repair =
      parser->add_flag("--repair", ends->repair, "Put right what the store itself gives back")
          ->excludes("--from");
  parser->add_flag("--accept", ends->accept, "Take columns that nothing gives back as they are now")
      ->needs(repair);
  return {parser, [ends](Context& context) { return run_verify(context, *ends); }};
}

}  // namespace sessionstore::cli
