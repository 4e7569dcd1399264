#pragma once

#include <sessionstore/endpoint.h>
#include <sessionstore/interop/flat_files.h>

#include <algorithm>
#include <catch2/catch.hpp>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "support/temporary_directory.h"

namespace sessionstore::tests {

/// A storage/ tree to be damaged: empty, or a copy of the real one of OpenCode 1.1.65.
class StorageTree {
 public:
  StorageTree() { std::filesystem::create_directories(root()); }
  static StorageTree real() {
    StorageTree tree;
    const std::string command = "tar -xzf '" TESTS_DATA_DIR "/storage-1.1.65.tar.gz' -C '" +
                                tree.directory_->path().string() + "'";
    REQUIRE(std::system(command.c_str()) == 0);
    return tree;
  }

  [[nodiscard]] std::filesystem::path root() const { return directory_->path() / "storage"; }
  [[nodiscard]] std::filesystem::path operator/(const std::string& path) const {
    return root() / path;
  }
  /// Writes a file, and the directories on the way to it.
  void write(const std::string& path, std::string_view text) const {
    std::filesystem::create_directories((root() / path).parent_path());
    std::ofstream(root() / path, std::ios::binary) << text;
  }
  [[nodiscard]] std::string read(const std::string& path) const {
    std::ifstream file(root() / path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
  }
  /// Leaves the half of a file that a crash may leave.
  void truncate(const std::string& path) const {
    REQUIRE(std::filesystem::file_size(root() / path) > 1);
    std::filesystem::resize_file(root() / path, std::filesystem::file_size(root() / path) / 2);
  }
  /// The one file of that name, relative to the root.
  [[nodiscard]] std::string find(const std::string& name) const {
    for (const auto& entry : std::filesystem::recursive_directory_iterator(root())) {
      if (entry.path().filename() == name) return entry.path().lexically_relative(root()).string();
    }
    FAIL("no file " + name);
    return {};
  }

 private:
  std::unique_ptr<TemporaryDirectory> directory_ = std::make_unique<TemporaryDirectory>();
};

/// A session as it was read.
struct ReadSession final : SessionVisitor {
  Session session;
  std::vector<Turn> turns;
  std::vector<Record> records;
  std::vector<Skipped> skipped;
  std::vector<Skipped> notes;

  // Each row must come in the order that every source promises.
  void on_session(Session read) override {
    REQUIRE(session.id.empty());
    session = std::move(read);
  }
  void on_message(Message message) override {
    REQUIRE(!session.id.empty());
    REQUIRE(records.empty());
    REQUIRE(message.seq == static_cast<std::int64_t>(turns.size()) + 1);
    turns.push_back({std::move(message), {}});
  }
  void on_part(Part part) override {
    REQUIRE(!turns.empty());
    REQUIRE(part.message_seq == turns.back().message.seq);
    REQUIRE(part.position == static_cast<std::int64_t>(turns.back().parts.size()));
    turns.back().parts.push_back(std::move(part));
  }
  void on_record(Record record) override {
    if (!records.empty()) {
      const Record& last = records.back();
      REQUIRE(std::pair(last.kind, last.key) < std::pair(record.kind, record.key));
    }
    records.push_back(std::move(record));
  }
  void on_skipped(Skipped one) override { skipped.push_back(std::move(one)); }
  void on_note(Skipped one) override { notes.push_back(std::move(one)); }

  [[nodiscard]] const Turn& turn(std::string_view message) const {
    const auto found = std::find_if(turns.begin(), turns.end(),
                                    [&](const Turn& turn) { return turn.message.id == message; });
    if (found == turns.end()) FAIL("no message " << message);
    return *found;
  }
  [[nodiscard]] const Record& record(std::string_view kind, std::string_view key = {}) const {
    const auto found = std::find_if(records.begin(), records.end(), [&](const Record& record) {
      return record.kind == kind && record.key == key;
    });
    if (found == records.end()) FAIL("no record " << kind << ' ' << key);
    return *found;
  }
};

/// All that a source gives.
struct ReadTree {
  Inventory inventory;
  std::map<std::string, ReadSession> sessions;

  explicit ReadTree(SessionSource& source) : inventory(source.inventory()) {
    for (const SessionEntry& entry : inventory.sessions) {
      source.read_session(entry.id, sessions[entry.id]);
    }
  }
  explicit ReadTree(const StorageTree& tree, interop::AliasLookup known_alias = {})
      : ReadTree(*interop::open_flat_files(tree.root(), std::move(known_alias))) {}

  [[nodiscard]] const ReadSession& session(const std::string& id) const {
    if (!sessions.contains(id)) FAIL("no session " << id);
    return sessions.at(id);
  }
  [[nodiscard]] const Project& project(std::string_view id) const {
    const auto found = std::find_if(inventory.projects.begin(), inventory.projects.end(),
                                    [&](const Project& project) { return project.id == id; });
    if (found == inventory.projects.end()) FAIL("no project " << id);
    return *found;
  }
  [[nodiscard]] std::size_t messages() const {
    std::size_t count = 0;
    for (const auto& [id, session] : sessions) count += session.turns.size();
    return count;
  }
  [[nodiscard]] std::size_t parts() const {
    std::size_t count = 0;
    for (const auto& [id, session] : sessions) {
      for (const Turn& turn : session.turns) count += turn.parts.size();
    }
    return count;
  }
  [[nodiscard]] std::size_t records() const {
    std::size_t count = 0;
    for (const auto& [id, session] : sessions) count += session.records.size();
    return count;
  }
  /// The files that were not taken, sorted.
  [[nodiscard]] std::vector<std::string> skipped() const {
    std::vector<std::string> all;
    for (const Skipped& one : inventory.skipped) all.push_back(one.source);
    for (const auto& [id, session] : sessions) {
      for (const Skipped& one : session.skipped) all.push_back(one.source);
    }
    std::sort(all.begin(), all.end());
    return all;
  }
  /// Why one was not taken; empty if it was.
  [[nodiscard]] std::string reason(const std::string& source) const {
    for (const Skipped& one : inventory.skipped) {
      if (one.source == source) return one.reason;
    }
    for (const auto& [id, session] : sessions) {
      for (const Skipped& one : session.skipped) {
        if (one.source == source) return one.reason;
      }
    }
    return {};
  }
  [[nodiscard]] std::size_t notes() const {
    std::size_t count = 0;
    for (const auto& [id, session] : sessions) count += session.notes.size();
    return count;
  }
};

}  // namespace sessionstore::tests
