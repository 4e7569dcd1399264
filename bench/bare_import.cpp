#include "bare_import.h"

#include <dirent.h>
#include <fcntl.h>
#include <sqlite3.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <stdexcept>
#include <string>
#include <thread>
#include <utility>
#include <vector>

namespace sessionstore::bench {
namespace {

struct File {
  std::string owner;
  std::string id;
  std::string text;
};

class Queue {
 public:
  void push(std::vector<File> files) {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return batches_.size() < 16; });
    batches_.push_back(std::move(files));
    changed_.notify_all();
  }
  std::vector<File> pop() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return !batches_.empty(); });
    std::vector<File> files = std::move(batches_.front());
    batches_.pop_front();
    changed_.notify_all();
    return files;
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<std::vector<File>> batches_;
};

std::vector<std::string> names_in(const std::string& directory) {
  std::vector<std::string> names;
  DIR* const stream = ::opendir(directory.c_str());
  if (stream == nullptr) return names;
  while (const dirent* const entry = ::readdir(stream)) {
    if (entry->d_name[0] != '.') names.emplace_back(entry->d_name);
  }
  ::closedir(stream);
  std::sort(names.begin(), names.end());
  return names;
}

std::string contents(const std::string& path) {
  const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) throw std::runtime_error("cannot open " + path);
  struct stat facts {};
  ::fstat(descriptor, &facts);
  std::string text(static_cast<std::size_t>(facts.st_size), '\0');
  const ssize_t got = ::read(descriptor, text.data(), text.size());
  ::close(descriptor);
  if (got != facts.st_size) throw std::runtime_error("cannot read " + path);
  return text;
}

void read_all(const std::string& storage, Queue& queue) {
  std::vector<File> batch;
  for (const char* const kind : {"/message/", "/part/"}) {
    for (const std::string& owner : names_in(storage + kind)) {
      std::string directory = storage + kind;
      directory += owner + '/';
      for (const std::string& name : names_in(directory)) {
        batch.push_back({owner, name, contents(directory + name)});
        if (batch.size() == 200) queue.push(std::exchange(batch, {}));
      }
    }
  }
  queue.push(std::move(batch));
  queue.push({});
}

}  // namespace

void bare_import(const std::filesystem::path& storage, const std::filesystem::path& database) {
  Queue queue;
  std::thread reader([&] { read_all(storage.string(), queue); });
  sqlite3* handle = nullptr;
  sqlite3_open(database.c_str(), &handle);
  sqlite3_exec(handle,
               "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; "
               "CREATE TABLE row (id TEXT NOT NULL PRIMARY KEY, owner TEXT NOT NULL, data TEXT NOT "
               "NULL); CREATE INDEX row_owner ON row (owner, id); BEGIN",
               nullptr, nullptr, nullptr);
  sqlite3_stmt* insert = nullptr;
  sqlite3_prepare_v2(handle, "INSERT INTO row (id, owner, data) VALUES (?, ?, ?)", -1, &insert,
                     nullptr);
  int rows = 0;
  for (auto files = queue.pop(); !files.empty(); files = queue.pop()) {
    for (const File& file : files) {
      sqlite3_bind_text(insert, 1, file.id.c_str(), -1, SQLITE_STATIC);
      sqlite3_bind_text(insert, 2, file.owner.c_str(), -1, SQLITE_STATIC);
      sqlite3_bind_text64(insert, 3, file.text.data(), file.text.size(), SQLITE_STATIC,
                          SQLITE_UTF8);
      if (sqlite3_step(insert) != SQLITE_DONE) throw std::runtime_error(sqlite3_errmsg(handle));
      sqlite3_reset(insert);
      if (++rows % 1000 == 0) sqlite3_exec(handle, "COMMIT; BEGIN", nullptr, nullptr, nullptr);
    }
  }
  sqlite3_exec(handle, "COMMIT", nullptr, nullptr, nullptr);
  sqlite3_finalize(insert);
  sqlite3_close(handle);
  reader.join();
}

}  // namespace sessionstore::bench
