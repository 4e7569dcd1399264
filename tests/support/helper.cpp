// The other process in tests with several: does one thing to a store, as its arguments say. A store
// is a SQLite file, or `-`: then standard input has the provider's name and its settings, KEY=VALUE
// a line, for command lines can be read by everybody.
#include <fmt/format.h>
#include <sessionstore/error.h>
#include <sessionstore/providers/builtin.h>
#include <sessionstore/transfer.h>
#include <sys/resource.h>

#include <csignal>
#include <cstdio>
#include <functional>
#include <iostream>
#include <map>
#include <string>
#include <thread>
#include <vector>

#include "support/rows.h"
#include "support/sqlite_store.h"

namespace sessionstore::tests {
namespace {

using Arguments = std::vector<std::string>;

std::unique_ptr<SessionStore> open_store(const std::string& store) {
  if (store != "-") return open_sqlite(store);
  std::string provider;
  std::getline(std::cin, provider);
  OpenOptions options;
  for (std::string line; std::getline(std::cin, line);) {
    const std::size_t equals = line.find('=');
    options.settings[line.substr(0, equals)] = line.substr(equals + 1);
  }
  return providers::builtin_registry().get(provider).open(options);
}

// append STORE SESSION PREFIX THREADS COUNT
int append(const Arguments& arguments) {
  const auto store = open_store(arguments[0]);
  std::vector<std::thread> threads;
  for (int thread = 0; thread < std::stoi(arguments[3]); ++thread) {
    threads.emplace_back([&, thread] {
      for (int count = 0; count < std::stoi(arguments[4]); ++count) {
        store->append_message(arguments[1],
                              make_turn(fmt::format("{}-{}-{}", arguments[2], thread, count), 2));
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  return 0;
}

// append-for-ever STORE SESSION PREFIX: prints each id once it is acknowledged
int append_for_ever(const Arguments& arguments) {
  const auto store = open_store(arguments[0]);
  for (int count = 0;; ++count) {
    const std::string id = fmt::format("{}-{}", arguments[2], count);
    store->append_message(arguments[1], make_turn(id, 2));
    std::puts(id.c_str());
    std::fflush(stdout);
  }
}

// open STORE
int open(const Arguments& arguments) {
  return open_store(arguments[0])->status().schema_version > 0 ? 0 : 1;
}

// transfer FROM TO
int transfer_all(const Arguments& arguments) {
  const auto source = open_sqlite(arguments[0]);
  const auto store = open_sqlite(arguments[1]);
  const TransferReport report = transfer(*source, *store, {});
  fmt::print("{} {} {}\n", report.written, report.unchanged, report.skipped.size());
  return 0;
}

// fill FILE LIMIT: appends until the file may not grow; prints code, native code, message and hint
int fill(const Arguments& arguments) {
  const auto store = open_sqlite(arguments[0]);
  store->create_session(make_session("ses_1"));
  if (arguments[1] != "0") {
    std::signal(SIGXFSZ, SIG_IGN);
    const rlimit limit{std::stoul(arguments[1]), std::stoul(arguments[1])};
    if (::setrlimit(RLIMIT_FSIZE, &limit) != 0) return 2;
  }
  int acknowledged = 0;
  try {
    for (;; ++acknowledged) {
      Turn turn = make_turn(fmt::format("m{}", acknowledged), 0);
      turn.parts.push_back(text_part("p", std::string(50'000, 'x')));
      store->append_message("ses_1", turn);
    }
  } catch (const Error& error) {
    fmt::print("{}\n{}\n{}\n{}\n", acknowledged, to_string(error.code()), error.what(),
               error.hint());
  }
  return 0;
}

int run(const Arguments& arguments) {
  const std::map<std::string, std::function<int(const Arguments&)>> commands = {
      {"append", append}, {"append-for-ever", append_for_ever},
      {"open", open},     {"transfer", transfer_all},
      {"fill", fill},
  };
  return commands.at(arguments.at(0))({arguments.begin() + 1, arguments.end()});
}

}  // namespace
}  // namespace sessionstore::tests

int main(int argc, char** argv) {
  try {
    return sessionstore::tests::run({argv + 1, argv + argc});
  } catch (const std::exception& error) {
    fmt::print(stderr, "{}\n", error.what());
    return 1;
  }
}
