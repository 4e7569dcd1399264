#pragma once

#include <functional>
#include <string>
#include <vector>

namespace sessionstore::tests {

/// What is fuzzed, with what.
struct FuzzTarget {
  std::string name;
  std::vector<std::string> corpus;  ///< what inputs are made of; at least one
  /// Takes any bytes. May throw Error, which is how the library refuses; anything else is a fault.
  std::function<void(const std::string&)> run;
  std::vector<std::string> words{};  ///< tokens of the format
  bool keep_size = false;
  std::size_t largest = 1U << 20U;
};

/// Runs each input of the corpus, and then as many mutated ones as some seconds allow: a few, or
/// stress_times() as long. The order is the same in each short run and another in each long one.
/// The input under work lies in fuzz-NAME.input, whatever ends the process, and stays there after a
/// fault. README.md tells how to run one input again.
void fuzz(const FuzzTarget& target);

/// The files of tests/fuzz/corpus/NAME.
std::vector<std::string> corpus_of(const std::string& name);

}  // namespace sessionstore::tests
