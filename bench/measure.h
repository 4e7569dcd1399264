#pragma once

#include <sessionstore/store.h>

#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

/// What the benchmarks share: stores in temporary directories, paired timing, printing.
namespace sessionstore::bench {

/// A temporary directory beside the current one (so on the same disk), removed at the end.
class Workspace {
 public:
  Workspace();
  ~Workspace();
  Workspace(const Workspace&) = delete;
  Workspace& operator=(const Workspace&) = delete;
  [[nodiscard]] std::filesystem::path file(const std::string& name) const { return path_ / name; }

 private:
  std::filesystem::path path_;
};

std::unique_ptr<SessionStore> open_store(const std::filesystem::path& file);

Session make_session(const std::string& id, Millis updated);
/// A message with `parts` text parts of about `bytes` bytes each.
Turn make_turn(const std::string& id, int parts, std::size_t bytes);

double seconds_of(const std::function<void()>& run);

/// Runs it in a process of its own; returns its seconds and its peak memory in MB.
std::pair<double, double> in_child(const std::function<void()>& run);

/// Runs A and B in turn `rounds` times after one warm-up and prints the medians in `unit` (seconds
/// times `scale`) and the median of the pairs' ratios A/B.
void compare(const std::string& title, int rounds, double scale, const std::string& unit,
             const std::function<void()>& a, const std::function<void()>& b);

double median(std::vector<double> values);

}  // namespace sessionstore::bench
