#include "worker.h"

#include <fmt/format.h>
#include <sessionstore/error.h>

#include <catch2/catch.hpp>
#include <stdexcept>

#include "support/rows.h"

namespace sessionstore::tests {
namespace {

using Told = Ledger::Told;

}  // namespace

Worker::Worker(SessionStore& store, std::string session, std::string name)
    : store_(store), session_(std::move(session)), name_(std::move(name)) {
  thread_ = std::thread([this] { run(); });
}

Worker::~Worker() { stop(); }

void Worker::stop() {
  stopping_ = true;
  if (thread_.joinable()) thread_.join();
}

void Worker::run() {
  Ledger::Round round;
  try {
    while (!stopping_) {
      round = {fmt::format("{}{}", name_, rounds()), Told::refused, Told::refused, {}};
      run_round(round);
      ledger_.rounds.push_back(round);
      ++rounds_;
    }
  } catch (const Error& error) {
    error_ = fmt::format("{}: {} ({})", round.id, error.what(), to_string(error.code()));
  } catch (const std::exception& error) {
    error_ = fmt::format("{}: {}", round.id, error.what());
  }
  ended_ = true;
}

void Worker::await_rounds(std::size_t rounds) const {
  while (rounds_ < rounds && !ended_) std::this_thread::sleep_for(std::chrono::milliseconds(5));
}

void Worker::run_round(Ledger::Round& round) {
  Turn turn = make_turn(round.id, 0);
  turn.parts.push_back(text_part("text", "one"));
  Message appended;
  round.appended = ledger_.told_by([&] { appended = store_.append_message(session_, turn); });
  if (round.appended == Told::done) {
    round.changed = ledger_.told_by([&] {
      store_.update_message(session_, make_message(round.id, changed_data(round.id)),
                            appended.revision);
    });
    for (const std::string& piece : kPieces) {
      round.grown.push_back(ledger_.told_by(
          [&] { store_.grow_part(session_, round.id, "text", piece, std::nullopt); }));
    }
  }
  const Record record = make_record("worker", name_, std::to_string(ledger_.records.size()));
  ledger_.records.push_back(
      ledger_.told_by([&] { store_.put_record(session_, record, std::nullopt); }));
  if (round.appended == Told::done) require_read(round, appended.seq);
}

// What was acknowledged is seen at once.
void Worker::require_read(const Ledger::Round& round, std::int64_t seq) {
  std::vector<Turn> read;
  try {
    read = store_.read_messages(session_, seq - 1, 1);
  } catch (const Error& error) {
    if (!error.retryable()) throw;
    return;
  }
  Ledger one;
  one.rounds.push_back(round);
  for (const std::string& mistake : mistakes(one, name_, read, {})) {
    throw std::runtime_error("reading at once: " + mistake);
  }
}

void Worker::require_told_truth(SessionStore& store, const std::vector<Turn>& turns) const {
  REQUIRE(error_ == "");
  std::string wrong;
  for (const std::string& mistake : mistakes(ledger_, name_, turns, store.read_records(session_))) {
    wrong += mistake + '\n';
  }
  REQUIRE(wrong == "");
  std::size_t own = 0;
  for (const Turn& turn : turns) {
    if (turn.message.id.substr(0, name_.size()) == name_) ++own;
  }
  REQUIRE(own <= ledger_.rounds.size());
}

void Worker::require_done_once(const std::vector<Turn>& turns) const {
  require_told_truth(store_, turns);
  REQUIRE(ledger_.refused == 0);
  REQUIRE(ledger_.unknown == 0);
}

}  // namespace sessionstore::tests
