#pragma once

#include <sessionstore/interop/output.h>

#include <initializer_list>
#include <string_view>

/// JSON in lines, two spaces a level, as JSON.stringify(value, null, 2) writes it.
namespace sessionstore::interop {

/// Writes a valid, minified JSON text that begins at that level: its first line without
/// indentation.
void write_pretty(Output& output, std::string_view json, int level);

/// A member that the object gets.
struct AddedMember {
  std::string_view key;
  std::string_view text;         ///< of a string
  std::string_view before = {};  ///< stands before the member of that name; else first
};

/// Writes an object with more members, and without those of `without` and those that are added
/// anyway.
void write_object(Output& output, std::string_view object, int level,
                  std::initializer_list<AddedMember> added,
                  std::initializer_list<std::string_view> without = {});

}  // namespace sessionstore::interop
