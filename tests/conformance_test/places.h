#pragma once

#include <sessionstore/conformance/place.h>

#include <string_view>
#include <vector>

namespace sessionstore::tests {

/// Where the conformance suite runs. To add a kind of database: write its function, declare it
/// here, and name it in places.cpp.
struct Kind {
  std::string_view name;
  conformance::NewStorePlace new_store_place;
  conformance::NewSqlPlace new_sql_place;  ///< empty for a kind that has no second connection
};

std::vector<Kind> all_kinds();

Kind sqlite_file();
Kind sqlite_memory();
/// MariaDB always, and MySQL where script/servers could get it.
std::vector<Kind> servers();

}  // namespace sessionstore::tests
