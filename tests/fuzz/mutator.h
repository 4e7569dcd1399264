#pragma once

#include <cstddef>
#include <random>
#include <string>
#include <string_view>
#include <vector>

namespace sessionstore::tests {

/// Changes texts at random, in the ways that parsers of them stumble over.
class Mutator {
 public:
  /// `words` are tokens of the format; `keep_size` for formats of fixed places, such as databases.
  Mutator(unsigned seed, std::vector<std::string> words, bool keep_size)
      : random_(seed), words_(std::move(words)), keep_size_(keep_size) {}

  /// One of the corpus, with one to several changes, at most `largest` bytes.
  std::string next(const std::vector<std::string>& corpus, std::size_t largest);

 private:
  std::size_t below(std::size_t end);
  void change(std::string& text, const std::vector<std::string>& corpus);
  void overwrite(std::string& text);
  void resize(std::string& text, const std::vector<std::string>& corpus);
  std::string token();

  std::mt19937 random_;
  std::vector<std::string> words_;
  bool keep_size_;
};

}  // namespace sessionstore::tests
