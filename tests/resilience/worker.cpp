#include "worker.h"

#include <fmt/format.h>
#include <sessionstore/error.h>

#include <catch2/catch.hpp>
#include <map>
#include <stdexcept>

#include "support/rows.h"

namespace sessionstore::tests {
namespace {

std::string changed_data(const std::string& id) { return fmt::format(R"({{"changed":"{}"}})", id); }

/// The ids and revisions of messages, and their parts' text.
std::string described(const std::vector<Turn>& turns) {
  std::string text;
  for (const auto& [message, parts] : turns) {
    text += fmt::format("{} {}", message.id, message.revision);
    for (const Part& part : parts) text += ' ' + text_of(part);
  }
  return text;
}

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
  std::string id;
  try {
    while (!stopping_) {
      id = fmt::format("{}{}", name_, rounds());
      run_round(id);
      ++rounds_;
    }
  } catch (const Error& error) {
    error_ = fmt::format("{}: {} ({})", id, error.what(), to_string(error.code()));
  } catch (const std::exception& error) {
    error_ = fmt::format("{}: {}", id, error.what());
  }
  ended_ = true;
}

void Worker::await_rounds(std::size_t rounds) const {
  while (rounds_ < rounds && !ended_) std::this_thread::sleep_for(std::chrono::milliseconds(5));
}

void Worker::run_round(const std::string& id) {
  Turn turn = make_turn(id, 0);
  turn.parts.push_back(text_part("text", "one"));
  const Message appended = store_.append_message(session_, turn);
  const Revision changed =
      store_.update_message(session_, make_message(id, changed_data(id)), appended.revision);
  store_.grow_part(session_, id, "text", " two", std::nullopt);
  store_.grow_part(session_, id, "text", " three", std::nullopt);
  store_.put_record(session_, make_record("worker", name_, std::to_string(rounds_)), std::nullopt);
  const auto read = store_.read_messages(session_, appended.seq - 1, 1);
  const std::string expected = fmt::format("{} {} one two three", id, changed);
  if (const std::string found = described(read); found != expected) {
    throw std::runtime_error(fmt::format("read '{}' instead of '{}'", found, expected));
  }
}

void Worker::require_done_once(const std::vector<Turn>& turns) const {
  REQUIRE(error_ == "");
  std::size_t found = 0;
  for (const Turn& turn : turns) {
    if (turn.message.id.substr(0, name_.size()) != name_) continue;
    REQUIRE(turn.message.id == fmt::format("{}{}", name_, found++));
    REQUIRE(turn.message.data.text() == changed_data(turn.message.id));
    REQUIRE(turn.parts.size() == 1);
    REQUIRE(text_of(turn.parts[0]) == "one two three");
  }
  REQUIRE(found == rounds_);
  for (const Record& record : store_.read_records(session_)) {
    if (record.key != name_) continue;
    REQUIRE(record.data.text() == std::to_string(rounds_ - 1));
    return;
  }
  FAIL("the record is missing");
}

}  // namespace sessionstore::tests
