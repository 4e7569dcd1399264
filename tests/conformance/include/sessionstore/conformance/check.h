#pragma once

#include <sessionstore/conformance/place.h>

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace sessionstore::conformance {

/// One rule of the contract in store.h or sql/connection.h. Independent of all others: it makes its
/// places itself. run() returns where the rule holds and throws where it does not: a Failure that
/// tells what was expected, or whatever the place or the store threw.
template <typename NewPlace>
struct Check {
  std::string_view group;
  std::string_view name;
  std::function<void(const NewPlace&)> run;
};

using StoreCheck = Check<NewStorePlace>;
using SqlCheck = Check<NewSqlPlace>;

/// What every SessionStore must fulfil, whatever it is made of. Not one of them asks what kind of
/// place it has.
std::span<const StoreCheck> store_checks();

/// What every sql::Connection must fulfil, alone, in pools, under migrations, and under a SqlStore
/// whose connections fail. For a provider that is made of one, beside store_checks().
std::span<const SqlCheck> sql_checks();

/// Runs one check. Returns why it failed: for people, some lines.
std::optional<std::string> failure_of(const StoreCheck& check, const NewStorePlace& new_place);
std::optional<std::string> failure_of(const SqlCheck& check, const NewSqlPlace& new_place);

}  // namespace sessionstore::conformance
