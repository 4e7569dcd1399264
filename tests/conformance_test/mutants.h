#pragma once

#include <sessionstore/sql/connection.h>
#include <sessionstore/store.h>

#include <functional>
#include <memory>
#include <string_view>
#include <vector>

namespace sessionstore::tests {

/// A store that is right but for one rule, and the check that must see it.
struct StoreMutant {
  std::string_view breaks;
  std::string_view check;  ///< "group: name"
  std::function<std::shared_ptr<SessionStore>(std::shared_ptr<SessionStore>)> wrap;
};

/// The same of connections.
struct ConnectionMutant {
  std::string_view breaks;
  std::string_view check;
  std::function<std::unique_ptr<sql::Connection>(std::unique_ptr<sql::Connection>)> wrap;
};

std::vector<StoreMutant> mutants_of_messages();
std::vector<StoreMutant> mutants_of_sessions();
std::vector<StoreMutant> mutants_of_whole_sessions();
std::vector<StoreMutant> mutants_of_copies();
std::vector<ConnectionMutant> mutants_of_connections();

}  // namespace sessionstore::tests
