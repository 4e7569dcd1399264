#pragma once

#include <sessionstore/conformance/place.h>

#include <optional>
#include <string>

namespace sessionstore::tests {

/// Where the conformance suite runs. To add a kind of database: write its function, declare it
/// here, and give it a test in conformance_test.cpp.
struct Kind {
  conformance::NewStorePlace new_store_place;
  conformance::NewSqlPlace new_sql_place;  ///< empty for a kind that has no second connection
};

Kind sqlite_file();
Kind sqlite_memory();
/// "mariadb" or "mysql"; std::nullopt where script/servers could not get the latter.
std::optional<Kind> server(const std::string& name);

}  // namespace sessionstore::tests
