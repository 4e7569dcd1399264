#include "store/lookalikes.h"

#include <algorithm>

namespace sessionstore::conformance {

const std::vector<std::string>& lookalikes() {
  static const std::vector<std::string> names = [] {
    std::vector<std::string> all = {
        "Makefile", "makefile", "MAKEFILE", "resume", "résumé", "re\u0301sume\u0301",
        "a",        "a ",       "a  ",      " a",     "a\t",    "a\n",
        "a%",       "a_",       "ab",       "a'b\"c", "a\\b",   "ß",
        "ss",       "ı",        "i",        "I",      "🚀",      "\uFF5E",
        "0",        "00",       "0.0",      "1e0",    "null",   "ﬀ",
        "ff",       "\u200Bff", "σ",        "ς",      "Σ",      "~"};
    // std::string compares its chars as unsigned bytes.
    std::sort(all.begin(), all.end());
    return all;
  }();
  return names;
}

}  // namespace sessionstore::conformance
