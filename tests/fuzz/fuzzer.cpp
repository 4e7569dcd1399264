#include "fuzz/fuzzer.h"

#include <fcntl.h>
#include <sessionstore/error.h>
#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <catch2/catch.hpp>
#include <chrono>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <random>

#include "fuzz/mutator.h"
#include "support/sqlite_store.h"
#include "support/stress.h"

namespace sessionstore::tests {

namespace {

namespace fs = std::filesystem;

constexpr unsigned kSecondsForOneInput = 60;

/// The input under work, in memory that a file shares: what ends the process leaves it there, and
/// it costs no call to the system.
class Record {
 public:
  Record(fs::path file, std::size_t largest) : file_(std::move(file)), largest_(largest) {
    descriptor_ = ::open(file_.c_str(), O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    REQUIRE(descriptor_ >= 0);
    REQUIRE(::ftruncate(descriptor_, static_cast<off_t>(largest + sizeof(std::size_t))) == 0);
    void* const memory = ::mmap(nullptr, largest + sizeof(std::size_t), PROT_READ | PROT_WRITE,
                                MAP_SHARED, descriptor_, 0);
    REQUIRE(memory != MAP_FAILED);
    memory_ = static_cast<char*>(memory);
  }
  ~Record() {
    ::munmap(memory_, largest_ + sizeof(std::size_t));
    ::close(descriptor_);
  }
  Record(const Record&) = delete;
  Record& operator=(const Record&) = delete;

  void put(const std::string& input) {
    const std::size_t size = std::min(input.size(), largest_);
    std::memcpy(memory_, &size, sizeof(size));
    std::memcpy(memory_ + sizeof(size), input.data(), size);
  }
  void remove() const { fs::remove(file_); }

 private:
  fs::path file_;
  std::size_t largest_;
  int descriptor_ = -1;
  char* memory_ = nullptr;
};

/// Ends the process where one input takes too long.
class TimeLimit {
 public:
  TimeLimit() { ::alarm(kSecondsForOneInput); }
  ~TimeLimit() { ::alarm(0); }
  TimeLimit(const TimeLimit&) = delete;
  TimeLimit& operator=(const TimeLimit&) = delete;
};

void run_one(const FuzzTarget& target, Record& record, const std::string& input) {
  record.put(input);
  const TimeLimit limit;
  try {
    target.run(input);
  } catch (const Error&) {
    // How the library refuses.
  }
}

/// An input that a fault left, without the size that stands before it.
std::string left_input(const fs::path& file) {
  const std::string bytes = read_file(file);
  std::size_t size = 0;
  REQUIRE(bytes.size() >= sizeof(size));
  std::memcpy(&size, bytes.data(), sizeof(size));
  return bytes.substr(sizeof(size), size);
}

}  // namespace

void fuzz(const FuzzTarget& target) {
  if (const char* const again = std::getenv("SESSIONSTORE_FUZZ_INPUT"); again != nullptr) {
    target.run(left_input(again));
    return;
  }
  std::size_t largest = target.largest;
  for (const std::string& input : target.corpus) largest = std::max(largest, input.size());
  Record record("fuzz-" + target.name + ".input", largest);
  for (const std::string& input : target.corpus) run_one(target, record, input);

  const bool short_run = stress_times() == 1;
  const unsigned seed = short_run ? 1 : std::random_device()();
  INFO("seed " << seed);
  Mutator mutator(seed, target.words, target.keep_size);
  const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(3) * stress_times();
  std::int64_t runs = 0;
  for (; std::chrono::steady_clock::now() < end; ++runs) {
    run_one(target, record, mutator.next(target.corpus, largest));
  }
  record.remove();
  WARN(target.name << ": " << runs << " mutated inputs, seed " << seed);
}

std::vector<std::string> corpus_of(const std::string& name) {
  std::vector<fs::path> files;
  for (const auto& entry : fs::directory_iterator(fs::path(TESTS_FUZZ_CORPUS) / name)) {
    files.push_back(entry.path());
  }
  std::ranges::sort(files);
  std::vector<std::string> texts;
  for (const fs::path& file : files) texts.push_back(read_file(file));
  REQUIRE_FALSE(texts.empty());
  return texts;
}

}  // namespace sessionstore::tests
