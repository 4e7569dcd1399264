#include "fuzz/mutator.h"

#include <algorithm>
#include <array>

namespace sessionstore::tests {

std::size_t Mutator::below(std::size_t end) {
  return end < 2 ? 0 : std::uniform_int_distribution<std::size_t>(0, end - 1)(random_);
}

std::string Mutator::token() {
  static const std::array<std::string, 12> kOdd{"",
                                                std::string(1, '\0'),
                                                "\xFF",
                                                "\xED\xA0\x80",
                                                "\xF4\x90\x80\x80",
                                                "\xE2\x80\xAE",
                                                "-1",
                                                "18446744073709551616",
                                                "1e999",
                                                "\\uD800",
                                                std::string(300, 'a'),
                                                std::string(70, '[')};
  if (words_.empty() || below(4) == 0) {
    return kOdd[below(kOdd.size())];
  }
  return words_[below(words_.size())];
}

void Mutator::overwrite(std::string& text) {
  static constexpr std::array<unsigned char, 8> kBytes{0, 1, 0x7F, 0x80, 0xFF, 0x20, 0x22, 0x2F};
  const std::size_t at = below(text.size());
  switch (below(4)) {
    case 0:
      text[at] = static_cast<char>(text[at] ^ (1 << below(8)));
      break;
    case 1:
      text[at] = static_cast<char>(kBytes[below(kBytes.size())]);
      break;
    case 2: {
      const std::size_t size = std::min(below(9) + 1, text.size() - at);
      text.replace(at, size, size, static_cast<char>(kBytes[below(kBytes.size())]));
      break;
    }
    default: {
      // Two stretches change places.
      const std::size_t size = std::min(below(64) + 1, text.size() / 2);
      const std::size_t other = below(text.size() - size + 1);
      const std::size_t here = std::min(at, text.size() - size);
      const std::string kept = text.substr(here, size);
      text.replace(here, size, text.substr(other, size));
      text.replace(other, size, kept);
    }
  }
}

void Mutator::resize(std::string& text, const std::vector<std::string>& corpus) {
  const std::size_t at = below(text.size() + 1);
  switch (below(6)) {
    case 0:
      text.erase(at, below(16) + 1);
      break;
    case 1:
      text.insert(at, token());
      break;
    case 2:
      text.replace(at, below(8), token());
      break;
    case 3:
      text.insert(at, text.substr(below(text.size() + 1), below(64)));
      break;
    case 4: {
      const std::string& other = corpus[below(corpus.size())];
      text.replace(at, below(64), other.substr(below(other.size() + 1), below(64)));
      break;
    }
    default:
      text.resize(at);
  }
}

void Mutator::change(std::string& text, const std::vector<std::string>& corpus) {
  if (!text.empty() && (keep_size_ || below(3) == 0)) {
    overwrite(text);
  } else if (!keep_size_) {
    resize(text, corpus);
  }
}

std::string Mutator::next(const std::vector<std::string>& corpus, std::size_t largest) {
  std::string text = corpus[below(corpus.size())];
  for (std::size_t changes = below(below(2) == 0 ? 3 : 12) + 1; changes > 0; --changes) {
    change(text, corpus);
  }
  text.resize(std::min(text.size(), largest));
  return text;
}

}  // namespace sessionstore::tests
