#include "familiar_words.h"

#include <algorithm>
#include <array>
#include <utility>

namespace sessionstore::cli {

namespace {

using Pair = std::pair<std::string_view, std::string_view>;

constexpr std::array<Pair, 5> kOtherNames = {{{"log", "list"},
                                              {"ls", "list"},
                                              {"rm", "delete"},
                                              {"mv", "rename"},
                                              {"version", "--version"}}};

constexpr std::array<Pair, 3> kInstead = {
    {{"search",
      "there is no search yet: `sessionstore list --ids` has the titles, and "
      "`sessionstore export --format markdown --output DIR` the texts, for grep"},
     {"find",
      "there is no search yet: `sessionstore list --ids` has the titles, and "
      "`sessionstore export --format markdown --output DIR` the texts, for grep"},
     {"init", "`sessionstore import` makes the store with the first session"}}};

template <std::size_t N>
std::optional<std::string> look_up(const std::array<Pair, N>& pairs, std::string_view word) {
  const auto* const found =
      std::ranges::find_if(pairs, [&](const Pair& pair) { return pair.first == word; });
  if (found == pairs.end()) {
    return std::nullopt;
  }
  return std::string(found->second);
}

}  // namespace

std::vector<std::string> in_our_words(std::vector<std::string> arguments) {
  // Options with a value may hold anything: behind one of them nothing is looked for.
  constexpr std::array<std::string_view, 5> kFlags = {"--json", "--quiet", "--verbose",
                                                      "--no-progress", "--all-projects"};
  const auto word = std::ranges::find_if(arguments, [&](const std::string& argument) {
    return std::ranges::find(kFlags, argument) == kFlags.end();
  });
  if (word == arguments.end()) {
    return arguments;
  }
  if (*word == "help") {
    arguments.erase(word);
    arguments = in_our_words(std::move(arguments));
    arguments.emplace_back("--help");
    return arguments;
  }
  if (auto ours = look_up(kOtherNames, *word)) {
    *word = *std::move(ours);
  }
  return arguments;
}

std::optional<std::string> instead_of(std::string_view command) {
  return look_up(kInstead, command);
}

}  // namespace sessionstore::cli
