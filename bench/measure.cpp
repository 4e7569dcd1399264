#include "measure.h"

#include <fmt/format.h>
#include <sessionstore/providers/builtin.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <stdexcept>
#include <system_error>

namespace sessionstore::bench {

Workspace::Workspace() {
  std::string pattern = (std::filesystem::current_path() / "bench-XXXXXX").string();
  if (::mkdtemp(pattern.data()) == nullptr) {
    throw std::system_error(errno, std::generic_category(), "mkdtemp");
  }
  path_ = pattern;
}

Workspace::~Workspace() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

std::unique_ptr<SessionStore> open_store(const std::filesystem::path& file) {
  const ProviderRegistry registry = providers::builtin_registry();
  OpenOptions options;
  options.settings = {{"path", file.string()}};
  return registry.get("sqlite").open(options);
}

Session make_session(const std::string& id, Millis updated) {
  Session session;
  session.id = id;
  session.project_id = "bench/project";
  session.title = "A session of the benchmark";
  session.directory = "/home/dev/project";
  session.created = session.updated = updated;
  session.data = json::Document::parse(
      fmt::format(R"({{"title":"A session of the benchmark","time":{{"created":{}}}}})", updated));
  return session;
}

Turn make_turn(const std::string& id, int parts, std::size_t bytes) {
  Turn turn;
  turn.message.id = id;
  turn.message.role = "assistant";
  turn.message.data = json::Document::parse(R"({"role":"assistant","time":{"created":1}})");
  const std::string text(bytes, 'x');
  for (int i = 0; i < parts; ++i) {
    Part part;
    part.id = fmt::format("prt_{}_{}", id, i);
    part.type = "text";
    part.data = json::Document::parse(fmt::format(R"({{"type":"text","text":"{}"}})", text));
    turn.parts.push_back(std::move(part));
  }
  return turn;
}

double seconds_of(const std::function<void()>& run) {
  const auto start = std::chrono::steady_clock::now();
  run();
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

std::pair<double, double> in_child(const std::function<void()>& run) {
  rusage usage{};
  const double seconds = seconds_of([&] {
    const pid_t child = ::fork();
    if (child == 0) {
      run();
      ::_exit(0);
    }
    int status = 0;
    ::wait4(child, &status, 0, &usage);
    if (status != 0) throw std::runtime_error("a measured run failed");
  });
  return {seconds, static_cast<double>(usage.ru_maxrss) / 1024};
}

double median(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  return values[values.size() / 2];
}

void compare(const std::string& title, int rounds, double scale, const std::string& unit,
             const std::function<void()>& a, const std::function<void()>& b) {
  a();
  b();
  std::vector<double> of_a;
  std::vector<double> of_b;
  std::vector<double> ratios;
  for (int round = 0; round < rounds; ++round) {
    of_a.push_back(seconds_of(a));
    of_b.push_back(seconds_of(b));
    ratios.push_back(of_a.back() / of_b.back());
  }
  fmt::print("{}: sessionstore {:.3f} {}, raw {:.3f} {}, ratio {:.2f}\n", title,
             median(of_a) * scale, unit, median(of_b) * scale, unit, median(ratios));
}

}  // namespace sessionstore::bench
