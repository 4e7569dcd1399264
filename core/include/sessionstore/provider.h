#pragma once

#include <sessionstore/known_servers.h>
#include <sessionstore/stop_flag.h>
#include <sessionstore/store.h>

#include <chrono>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sessionstore {

/// One step of a schema's history.
struct Migration {
  std::int64_t version = 0;
  std::string name;
};

/// How to open a store.
struct OpenOptions {
  /// The provider's own settings: what the configuration has under `sessionProvider.<name>`, values
  /// as text. May hold secrets: never print it. Unknown keys are Error(invalid_argument).
  std::map<std::string, std::string> settings;
  /// Where a provider that keeps files puts them unless its settings say otherwise.
  std::filesystem::path data_directory;
  /// Make the store where there is none; otherwise that is Error(not_found).
  bool create = true;
  /// Nothing will be written: a schema is left as old as it is, where the program can still read
  /// it. Writing to such a store is Error(version_mismatch).
  bool only_read = false;
  /// Run pending migrations where the store is to be written; otherwise they are
  /// Error(version_mismatch). A database that is empty is set up in any case, but by who only
  /// reads.
  bool migrate = true;
  /// Told what has been run on a schema that was there before.
  std::function<void(const std::vector<Migration>&)> on_migrated = {};
  /// Longest time to connect and to wait for others, where that is less than the settings allow.
  std::optional<std::chrono::seconds> patience = {};
  /// Ends waiting for others, and what takes long only to read (checking a whole file, say), with
  /// Error(interrupted), where the provider can do so. Writing ends at its own pace.
  StopFlag stop = {};
  /// For servers that no authority vouches for; null: there is nobody to ask. Used while opening.
  std::shared_ptr<KnownServers> known_servers = {};
};

struct SchemaStatus {
  std::vector<Migration> applied;
  std::vector<Migration> pending;
  /// "current", "pending", "empty", "half-applied" (the next run completes it), or one of the
  /// refusals "newer", "changed", "gap".
  std::string state;
  std::string detail;  ///< what was found, of a refusal and of "half-applied"
};

/// The schema of a store that may not be open-able yet. One thread.
class SchemaAdmin {
 public:
  virtual ~SchemaAdmin() = default;
  virtual SchemaStatus status() = 0;
  /// The statements that up() would run, in order.
  virtual std::string plan() = 0;
  /// Runs what is pending and returns it. Safe when many do it at once.
  virtual std::vector<Migration> up() = 0;
  /// Mends what a run that died left behind, and returns what was done, a line each.
  virtual std::vector<std::string> repair() = 0;
};

/// A kind of backend. Thread-safe, stateless.
class Provider {
 public:
  virtual ~Provider() = default;
  /// As in `sessionProvider.type`: lower-case letters, digits, dashes.
  [[nodiscard]] virtual std::string_view name() const = 0;
  [[nodiscard]] virtual std::string_view description() const = 0;
  /// The LOCATION schemes it understands, without the colon.
  [[nodiscard]] virtual std::vector<std::string> location_schemes() const = 0;
  /// Whether several people keep their sessions in one such store, each from a machine of their
  /// own.
  [[nodiscard]] virtual bool shared() const { return false; }
  /// The settings that a LOCATION stands for. Throws Error(invalid_argument).
  [[nodiscard]] virtual std::map<std::string, std::string> settings_of(
      std::string_view location) const = 0;
  [[nodiscard]] virtual std::unique_ptr<SessionStore> open(const OpenOptions& options) const = 0;
  /// Null for a backend without a schema.
  [[nodiscard]] virtual std::unique_ptr<SchemaAdmin> open_schema(
      const OpenOptions& options) const = 0;
};

/// The providers that a program offers. An object that is passed, not a global; fill it first, then
/// share it freely between threads.
class ProviderRegistry {
 public:
  /// Throws Error(already_exists) for a second one of the same name or scheme.
  void add(std::unique_ptr<Provider> provider);
  /// Throws Error(invalid_argument) that lists the known names and the nearest one.
  [[nodiscard]] const Provider& get(std::string_view name) const;
  /// The provider of a LOCATION's scheme ("sqlite:/path"); null where none has it.
  [[nodiscard]] const Provider* for_location(std::string_view location) const;
  /// Ordered by name.
  [[nodiscard]] std::vector<const Provider*> all() const;

 private:
  std::vector<std::unique_ptr<Provider>> providers_;
};

}  // namespace sessionstore
