#include "render/progress.h"

#include <catch2/catch.hpp>

#include "render/text.h"

using namespace sessionstore;
using namespace sessionstore::cli;

TEST_CASE("a progress line tells how far, how fast and how long") {
  use_utf8();
  TransferProgress progress;
  progress.sessions_done = 125;
  progress.sessions_total = 500;
  progress.rows_done = 20'000;
  progress.bytes_done = 50'000'000;
  const std::string line = progress_line(progress, 2.0, 200);
  CHECK(line.starts_with("██████░░"));
  CHECK(line.find("125/500 sessions") != std::string::npos);
  CHECK(line.find("10,000 rows/s") != std::string::npos);
  CHECK(line.find("25.0 MB/s") != std::string::npos);
  CHECK(line.find("6.0 s left") != std::string::npos);
  // The time left stays longest.
  CHECK(progress_line(progress, 2.0, 60) ==
        "██████░░░░░░░░░░░░░░░░░░ 125/500 sessions  6.0 s left");
  CHECK(progress_line(progress, 2.0, 40) == "125/500 sessions  6.0 s left  25.0 MB/s");
  CHECK(progress_line(progress, 2.0, 20) == "125/500 sessions");
  CHECK(progress_line(progress, 2.0, 8) == "125/500…");
}

TEST_CASE("nothing is claimed before anything is known") {
  use_utf8();
  CHECK(progress_line({}, 0, 80) == "looking at what is there");
  TransferProgress begun;
  begun.sessions_total = 3;
  CHECK(progress_line(begun, 5, 80).find("left") == std::string::npos);
}

TEST_CASE("nothing is drawn where there is no terminal") {
  std::FILE* file = std::tmpfile();
  { ProgressBar(file, {}, true).update({}); }
  CHECK(std::ftell(file) == 0);
  std::fclose(file);
}
