// Makes a data directory with the real OpenCode, to look at or to test with:
//     OPENCODE_TEST_BINARIES=DIR make_opencode_data VERSION OUT [NEWER_VERSION...]
// Newer versions open it one after the other, each with a turn of its own.

#include <cstdio>
#include <exception>

#include "opencode/make_data.h"

int main(int count, char** words) {
  using namespace sessionstore::tests;
  if (count < 3) {
    std::fprintf(stderr, "usage: make_opencode_data VERSION OUT [NEWER_VERSION...]\n");
    return 2;
  }
  try {
    RealOpenCode opencode(words[1], std::filesystem::absolute(words[2]));
    const MadeData made = make_data(opencode);
    for (int n = 3; n < count; ++n) {
      opencode.become(words[n]);
      opencode.run("And now with " + opencode.version(), made.tools);
    }
    std::printf("%s\n", opencode.data().c_str());
    return 0;
  } catch (const std::exception& error) {
    std::fprintf(stderr, "%s\n", error.what());
    return 1;
  }
}
