#include "ledger.h"

#include <fmt/format.h>
#include <sessionstore/error.h>

#include <algorithm>
#include <map>

#include "support/rows.h"

namespace sessionstore::tests {
namespace {

using Told = Ledger::Told;

/// Whether what was told may be so where something `is` there.
bool agrees(Told told, bool is) { return told == Told::unknown || is == (told == Told::done); }

const char* word(Told told) {
  return told == Told::done ? "acknowledged" : told == Told::refused ? "refused" : "unknown";
}

/// Whether `text` is "one" and the pieces, each as it was told.
bool text_agrees(std::string_view text, const std::vector<Told>& grown, std::size_t next = 0) {
  if (next == grown.size()) return text.empty();
  const std::string& piece = kPieces.at(next);
  if (grown[next] != Told::done && text_agrees(text, grown, next + 1)) return true;
  return grown[next] != Told::refused && text.substr(0, piece.size()) == piece &&
         text_agrees(text.substr(piece.size()), grown, next + 1);
}

std::string what_is_wrong(const Ledger::Round& round, const Turn& turn) {
  if (!agrees(round.changed, turn.message.data.text() == changed_data(round.id))) {
    return fmt::format("its change was {}", word(round.changed));
  }
  if (turn.parts.size() != 1) return fmt::format("{} parts", turn.parts.size());
  const std::string text = text_of(turn.parts[0]);
  if (text.rfind("one", 0) == 0 && text_agrees(std::string_view(text).substr(3), round.grown)) {
    return {};
  }
  std::string told;
  for (const Told grown : round.grown) told += fmt::format(" {}", word(grown));
  return fmt::format("its text is '{}'; growing was:{}", text, told);
}

}  // namespace

const std::vector<std::string> kPieces = {" two", " three"};

std::string changed_data(const std::string& id) { return fmt::format(R"({{"changed":"{}"}})", id); }

Told Ledger::told_by_error(const Error& error) {
  if (error.outcome_unknown()) {
    ++unknown;
    return Told::unknown;
  }
  if (!error.retryable()) throw;
  ++refused;
  return Told::refused;
}

std::vector<std::string> mistakes(const Ledger& ledger, const std::string& name,
                                  const std::vector<Turn>& turns,
                                  const std::vector<Record>& records) {
  std::vector<std::string> found;
  std::map<std::string, std::vector<const Turn*>> by_id;
  for (const Turn& turn : turns) by_id[turn.message.id].push_back(&turn);
  for (const Ledger::Round& round : ledger.rounds) {
    const auto& here = by_id[round.id];
    if (here.size() > 1) found.push_back(fmt::format("{}: there {} times", round.id, here.size()));
    if (!agrees(round.appended, !here.empty())) {
      found.push_back(fmt::format("{}: there {} times, though appending was {}", round.id,
                                  here.size(), word(round.appended)));
    }
    if (here.size() != 1) continue;
    const std::string wrong = what_is_wrong(round, *here[0]);
    if (!wrong.empty()) found.push_back(fmt::format("{}: {}", round.id, wrong));
  }
  // The last one that was acknowledged, or a later one that may have happened.
  std::vector<std::string> possible;
  for (std::size_t i = ledger.records.size(); i-- > 0;) {
    if (ledger.records[i] != Told::refused) possible.push_back(std::to_string(i));
    if (ledger.records[i] == Told::done) break;
  }
  for (const Record& record : records) {
    if (record.key != name ||
        std::count(possible.begin(), possible.end(), record.data.text()) != 0) {
      continue;
    }
    found.push_back(fmt::format("the record of {} is {}", name, record.data.text()));
  }
  return found;
}

}  // namespace sessionstore::tests
