#include "choice.h"

#include <fmt/format.h>
#include <sessionstore/fork.h>

#include <algorithm>
#include <iterator>
#include <utility>

#include "opencode_shapes/ids.h"

namespace sessionstore::interop {
namespace {

/// Takes those out that are but what a later OpenCode copied from, where it did.
std::vector<Copy> take_superseded(std::vector<Copy>& copies,
                                  const std::vector<MergedPlace>& places) {
  std::vector<Copy> superseded;
  const auto rest = std::stable_partition(copies.begin(), copies.end(), [&](const Copy& copy) {
    return !places[copy.place].superseded;
  });
  if (rest == copies.begin()) return superseded;
  std::move(rest, copies.end(), std::back_inserter(superseded));
  copies.erase(rest, copies.end());
  return superseded;
}

/// The rest of a session whose other copies are superseded. Copying ended early where one of these
/// is the longer one: then its rows are the session's.
void add_superseded(const std::string& id, const Copy& newest, std::vector<Copy> superseded,
                    const std::vector<MergedPlace>& places, Chosen& chosen,
                    std::vector<Skipped>& notes) {
  for (const Copy& copy : superseded) {
    const std::string& name = places[copy.place].name;
    const std::string& newer = places[newest.place].name;
    if (has_all_of(newest.census, copy.census)) {
      chosen.others.push_back(copy.place);
    } else if (has_all_of(copy.census, newest.census) && !chosen.head) {
      chosen.head = newest.place;
      chosen.others.push_back(std::exchange(chosen.place, copy.place));
      notes.push_back(
          {id, fmt::format("{} has only a part of it: its messages are those of {}", newer, name)});
    } else {
      chosen.others.push_back(copy.place);
      notes.push_back({id, fmt::format("{} has messages or parts of it that {} has no more: they "
                                       "are kept beside it, as records",
                                       name, newer)});
    }
  }
}

}  // namespace

void choose_copy(const std::string& id, std::vector<Copy> copies,
                 const std::vector<MergedPlace>& places, Choices& choices,
                 std::vector<Skipped>& notes) {
  std::vector<Copy> superseded = take_superseded(copies, places);
  // The places stand in order of trust: of equal copies the first is taken.
  for (std::size_t at = 1; at < copies.size(); ++at) {
    if (is_later(copies[at].census, copies.front().census)) std::swap(copies[at], copies.front());
  }
  Chosen first{copies.front().place, id, false, {}, {}};
  for (std::size_t at = 1; at < copies.size(); ++at) {
    const std::size_t place = copies[at].place;
    if (has_all_of(copies.front().census, copies[at].census)) {
      first.others.push_back(place);
    } else {
      const std::string fork = fork_id(id, places[place].name);
      choices[fork] = {place, id, true, {}, {}};
      notes.push_back(
          {id, fmt::format("continued apart in {} and {}: both are kept, the latter as {}",
                           places[copies.front().place].name, places[place].name, fork)});
    }
  }
  add_superseded(id, copies.front(), std::move(superseded), places, first, notes);
  choices[id] = std::move(first);
}

}  // namespace sessionstore::interop
