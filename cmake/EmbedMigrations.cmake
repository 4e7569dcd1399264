# embed_migrations(TARGET NAMESPACE DIRECTORY): builds every DIRECTORY/NNNN_name.sql into TARGET as
# `std::span<const sessionstore::sql::EmbeddedMigration> NAMESPACE::embedded_migrations()`, declared
# in the generated header embedded_migrations.h.
function(embed_migrations target namespace directory)
  file(GLOB files CONFIGURE_DEPENDS ${directory}/[0-9][0-9][0-9][0-9]_*.sql)
  list(SORT files)
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${files})
  set(entries "")
  set(expected 1)
  foreach(file IN LISTS files)
    get_filename_component(stem ${file} NAME_WE)
    string(REGEX MATCH "^0*([0-9]+)_(.+)$" matched ${stem})
    set(version ${CMAKE_MATCH_1})
    set(name ${CMAKE_MATCH_2})
    if(NOT version EQUAL expected)
      message(FATAL_ERROR "migration ${expected} is missing in ${directory}")
    endif()
    math(EXPR expected "${expected} + 1")
    file(READ ${file} sql)
    string(APPEND entries "    {${version}, \"${name}\", R\"migration(${sql})migration\"},\n")
  endforeach()
  set(generated ${CMAKE_CURRENT_BINARY_DIR}/generated)
  file(CONFIGURE OUTPUT ${generated}/embedded_migrations.h CONTENT
"#pragma once
#include <sessionstore/sql/migration_runner.h>
namespace ${namespace} {
std::span<const sessionstore::sql::EmbeddedMigration> embedded_migrations();
}  // namespace ${namespace}
" @ONLY)
  file(GENERATE OUTPUT ${generated}/embedded_migrations.cpp CONTENT
"#include \"embedded_migrations.h\"
#include <array>
namespace ${namespace} {
std::span<const sessionstore::sql::EmbeddedMigration> embedded_migrations() {
  static constexpr auto kMigrations = std::to_array<sessionstore::sql::EmbeddedMigration>({
${entries}  });
  return kMigrations;
}
}  // namespace ${namespace}
")
  target_sources(${target} PRIVATE ${generated}/embedded_migrations.cpp)
  target_include_directories(${target} PRIVATE ${generated})
endfunction()
