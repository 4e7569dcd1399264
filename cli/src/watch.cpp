#include "watch.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <nlohmann/json.hpp>
#include <thread>

#include "exit_code.h"
#include "failure.h"
#include "render/json_writer.h"
#include "render/sync_report.h"
#include "render/text.h"
#include "render/time.h"

namespace sessionstore::cli {

namespace {

using SteadyClock = std::chrono::steady_clock;

double seconds_since(SteadyClock::time_point start) {
  return std::chrono::duration<double>(SteadyClock::now() - start).count();
}

/// For whoever reads the log of it later.
std::string time_now() { return absolute_time(system_clock_millis()); }

std::string text_of(const std::vector<Skipped>& skipped) {
  std::string text;
  for (const Skipped& item : skipped) {
    text += item.source + '\n' + item.reason + '\n';
  }
  return text;
}

}  // namespace

int Watch::run(const std::function<SyncReport(SyncSides&)>& sync) {
  bool interrupted = false;
  while (!stopping()) {
    try {
      if (!sides_) {
        sides_ = std::make_unique<SyncSides>(context_, given_);
        tell_what_is_watched();
      }
      // Before the sync looks: what changes while it runs is a change since.
      version_ = sides_->local_version();
      const SyncReport done = sync(*sides_);
      interrupted = done.transfer.interrupted;
      if (away_ > 0 && !interrupted) {
        context_.note(time_now() + "  Both sides are there again.");
        away_ = 0;
      }
      report(done);
    } catch (const Error& error) {
      if (!error.retryable()) {
        throw;
      }
      report_away(error);
      sides_.reset();
      sleep(away_);
      continue;
    }
    wait_for_change();
  }
  return kInterrupted;
}

void Watch::tell_what_is_watched() {
  if (told_) {
    return;
  }
  told_ = true;
  context_.note(fmt::format("Watching {} and {}; Ctrl-C ends it.",
                            printable_line(sides_->local().location()),
                            printable_line(sides_->remote().location())));
}

void Watch::report(const SyncReport& report) {
  std::string skipped = text_of(report.transfer.skipped);
  const bool news = !report.steps.empty() || !report.conflicts.empty() || skipped != last_skipped_;
  last_skipped_ = std::move(skipped);
  if (context_.options.json && (news || first_)) {
    write_json(stdout, sync_json(report));
    std::fflush(stdout);
  } else if (news && !context_.options.json && !context_.options.quiet) {
    fmt::print("{}\n", time_now());
    print_sync(stdout, context_.out(), report, false, context_.options.verbose);
    std::fflush(stdout);
  }
  first_ = false;
}

void Watch::report_away(const Error& error) {
  if (away_ == 0) {
    context_.note(fmt::format("{}  {}: waiting for it, and trying again", time_now(),
                              printable_line(without_secrets(context_, error).what())));
  }
  away_ = std::clamp(away_ * 2, 1.0, times_.most_away);
}

void Watch::wait_for_change() {
  const auto start = SteadyClock::now();
  std::optional<SteadyClock::time_point> first_change;
  SteadyClock::time_point last_change;
  while (!stopping()) {
    if (first_change && (seconds_since(last_change) >= times_.quiet ||
                         seconds_since(*first_change) >= times_.longest)) {
      return;
    }
    if (!first_change && seconds_since(start) >= times_.remote) {
      return;
    }
    sleep(times_.look);
    const std::uint64_t now = sides_->local_version();
    if (now != version_) {
      version_ = now;
      last_change = SteadyClock::now();
      if (!first_change) {
        first_change = last_change;
      }
    }
  }
}

void Watch::sleep(double seconds) const {
  constexpr double kSlice = 0.1;
  const auto start = SteadyClock::now();
  for (double left = seconds; left > 0 && !stopping(); left = seconds - seconds_since(start)) {
    std::this_thread::sleep_for(std::chrono::duration<double>(std::min(left, kSlice)));
  }
}

}  // namespace sessionstore::cli
