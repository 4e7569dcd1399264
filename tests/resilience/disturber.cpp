#include "disturber.h"

#include <fmt/format.h>
#include <sessionstore/error.h>

#include <algorithm>

namespace sessionstore::tests {
namespace {

using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;

}  // namespace

Disturber::Disturber(TestCluster& cluster, std::vector<std::unique_ptr<Switch>>& doors,
                     std::string database, Servers servers, std::chrono::milliseconds pause)
    : cluster_(cluster), doors_(doors), database_(std::move(database)), pause_(pause) {
  threads_.emplace_back([this] { guarded(&Disturber::disturb_clients); });
  if (servers == Servers::left_alone) return;
  threads_.emplace_back([this] { guarded(&Disturber::disturb_servers); });
  if (cluster_.size() > 1) threads_.emplace_back([this] { guarded(&Disturber::steer); });
}

Disturber::~Disturber() {
  stopping_ = true;
  for (std::thread& thread : threads_) {
    if (thread.joinable()) thread.join();
  }
}

void Disturber::stop() {
  stopping_ = true;
  for (std::thread& thread : threads_) thread.join();
  if (problem_) std::rethrow_exception(problem_);
}

void Disturber::guarded(void (Disturber::*work)()) {
  try {
    (this->*work)();
  } catch (...) {
    const std::lock_guard lock(mutex_);
    problem_ = std::current_exception();
  }
}

void Disturber::note(const std::string& what) {
  const std::lock_guard lock(mutex_);
  ++done_[what];
}

std::size_t Disturber::count() const {
  const std::lock_guard lock(mutex_);
  std::size_t all = 0;
  for (const auto& [what, count] : done_) all += count;
  return all;
}

std::string Disturber::described() const {
  const std::lock_guard lock(mutex_);
  std::string text;
  for (const auto& [what, count] : done_) {
    text += fmt::format("{}{} {}", text.empty() ? "" : ", ", count, what);
  }
  return text;
}

void Disturber::disturb_clients() {
  std::minstd_rand random(7);
  while (!stopping_) {
    disturb_client(random);
    std::this_thread::sleep_for(pause_);
  }
}

void Disturber::disturb_client(std::minstd_rand& random) {
  Switch& door = *doors_[random() % doors_.size()];
  const auto kind = random() % 8;
  if (kind == 0) {
    door.cut_all();
    note("times all connections cut");
  } else if (kind < 4) {
    door.cut_one();
    note("connections cut");
  } else {
    kill_one(door, random);
  }
}

/// Ends one connection or, where that can be noticed, one statement.
void Disturber::kill_one(const Switch& door, std::minstd_rand& random) {
  // MariaDB 10.11 answers a range query that is stopped at a bad moment with no rows and no error,
  // about once in 5,000 times. Nobody can notice that, so only its connections are ended.
  const bool statements = cluster_.kind() == "mysql" || cluster_.kind() == "group";
  try {
    for (std::size_t number = 0; number < cluster_.size(); ++number) {
      if (cluster_.port(number) != door.server_port()) continue;
      mysql::MysqlConnection administrator = cluster_.administrator(number);
      std::vector<std::int64_t> ids;
      // MySQL's information_schema.processlist fails (3854) while a statement holds bytes that are
      // no text.
      administrator.query("SHOW PROCESSLIST", {}, [&](const sql::Row& row) {
        if (row.bytes(3) == database_) ids.push_back(row.integer(0));
      });
      if (ids.empty()) return;
      const bool statement = statements && random() % 2 == 0;
      administrator.execute(fmt::format("KILL {} {}", statement ? "QUERY" : "CONNECTION",
                                        ids[random() % ids.size()]));
      note(statement ? "statements killed" : "connections killed");
    }
  } catch (const Error&) {
    return;  // it has ended by itself, or the server is frozen or down
  }
}

void Disturber::disturb_servers() {
  std::minstd_rand random(11);
  const auto pause = [&](std::chrono::milliseconds time) {
    for (const auto end = Clock::now() + time; Clock::now() < end && !stopping_;) {
      std::this_thread::sleep_for(50ms);
    }
  };
  cluster_.await_whole();
  for (pause(1s); !stopping_; pause(500ms)) {
    const std::size_t number = random() % cluster_.size();
    if (random() % 4 == 0) {
      cluster_.kill(number);
      note("servers killed");
      continue;
    }
    // Short: nobody but its clients notices. Long: a cluster goes on without it.
    const auto longest = cluster_.size() == 1 ? 3000 : random() % 2 == 0 ? 1500 : 12'000;
    cluster_.freeze(number, std::chrono::milliseconds(100 + random() % longest),
                    std::chrono::milliseconds(500 + random() % 2000));
    note("servers frozen");
  }
  cluster_.await_whole();
}

void Disturber::steer() {
  while (!stopping_) {
    const std::vector<std::size_t> writable = cluster_.writable();
    for (std::size_t i = 0; i < doors_.size() && !writable.empty(); ++i) {
      const bool good = std::any_of(writable.begin(), writable.end(), [&](std::size_t number) {
        return cluster_.port(number) == doors_[i]->server_port();
      });
      if (!good) doors_[i]->lead_to(cluster_.port(writable[i % writable.size()]));
    }
    std::this_thread::sleep_for(200ms);
  }
}

}  // namespace sessionstore::tests
