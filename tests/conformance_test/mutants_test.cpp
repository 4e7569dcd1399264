// Each check can fail: stores and connections that break one rule are found by the check that names
// it, which the same place passes where nothing is broken.
#include "mutants.h"

#include <fmt/format.h>
#include <sessionstore/conformance/check.h>

#include <catch2/catch.hpp>
#include <stdexcept>
#include <utility>

#include "forwarding_store.h"
#include "places.h"
#include "wrap.h"

namespace sessionstore::tests {
namespace {

class MutantStorePlace final : public conformance::StorePlace {
 public:
  MutantStorePlace(std::unique_ptr<conformance::StorePlace> inner, const StoreMutant& mutant)
      : inner_(std::move(inner)), mutant_(mutant) {}
  std::shared_ptr<SessionStore> open() override { return mutant_.wrap(inner_->open()); }

 private:
  std::unique_ptr<conformance::StorePlace> inner_;
  const StoreMutant& mutant_;
};

class MutantSqlPlace final : public conformance::SqlPlace {
 public:
  MutantSqlPlace(std::unique_ptr<conformance::SqlPlace> inner, const ConnectionMutant& mutant)
      : inner_(std::move(inner)), mutant_(mutant) {}
  std::unique_ptr<sql::Connection> connect() override { return mutant_.wrap(inner_->connect()); }
  [[nodiscard]] std::span<const sql::EmbeddedMigration> migrations() const override {
    return inner_->migrations();
  }

 private:
  std::unique_ptr<conformance::SqlPlace> inner_;
  const ConnectionMutant& mutant_;
};

template <typename Check>
const Check& named(std::span<const Check> checks, std::string_view name) {
  for (const Check& check : checks) {
    if (fmt::format("{}: {}", check.group, check.name) == name) return check;
  }
  throw std::logic_error(fmt::format("there is no check \"{}\"", name));
}

}  // namespace

TEST_CASE("a store that breaks a rule fails the check that names it", "[mutants]") {
  std::vector<StoreMutant> mutants = mutants_of_messages();
  for (const auto& more :
       {mutants_of_sessions(), mutants_of_whole_sessions(), mutants_of_copies()}) {
    mutants.insert(mutants.end(), more.begin(), more.end());
  }
  const auto sound = sqlite_memory().new_store_place;
  for (const StoreMutant& mutant : mutants) {
    DYNAMIC_SECTION(mutant.breaks) {
      const auto& check = named(conformance::store_checks(), mutant.check);
      CHECK(conformance::failure_of(check, sound).value_or("passes") == "passes");
      CHECK(conformance::failure_of(
          check, [&] { return std::make_unique<MutantStorePlace>(sound(), mutant); }));
    }
  }
}

/// A store without calls of its own for sync.
struct DefaultsAlone : ForwardingStore {
  using ForwardingStore::ForwardingStore;
  std::string identity() override { return SessionStore::identity(); }
  std::vector<SessionState> session_states(const std::optional<std::string>& project_id) override {
    return SessionStore::session_states(project_id);
  }
  std::vector<SessionState> find_session_states(std::span<const std::string> ids) override {
    return SessionStore::find_session_states(ids);
  }
  std::vector<Tombstone> find_tombstones(std::span<const std::string> ids) override {
    return SessionStore::find_tombstones(ids);
  }
  bool remove_session(std::string_view id, const Digest& expected) override {
    return SessionStore::remove_session(id, expected);
  }
};

TEST_CASE("a store that implements nothing for sync keeps its rules all the same", "[mutants]") {
  const StoreMutant defaults{"nothing", "", Wrap<DefaultsAlone>()};
  const auto new_place = [&] {
    return std::make_unique<MutantStorePlace>(sqlite_file().new_store_place(), defaults);
  };
  for (const auto& check : conformance::store_checks()) {
    if (check.group != "copies") continue;
    INFO(check.name);
    CHECK(conformance::failure_of(check, new_place).value_or("passes") == "passes");
  }
}

TEST_CASE("a connection that breaks a rule fails the check that names it", "[mutants]") {
  const auto sound = sqlite_file().new_sql_place;
  for (const ConnectionMutant& mutant : mutants_of_connections()) {
    DYNAMIC_SECTION(mutant.breaks) {
      const auto& check = named(conformance::sql_checks(), mutant.check);
      CHECK(conformance::failure_of(check, sound).value_or("passes") == "passes");
      CHECK(conformance::failure_of(
          check, [&] { return std::make_unique<MutantSqlPlace>(sound(), mutant); }));
    }
  }
}

}  // namespace sessionstore::tests
