#pragma once

#include <sessionstore/model.h>

/// The checks every store makes before it writes, so that no engine ever cuts or refuses a value in
/// its own way. Each throws Error(constraint) that names the field, its size and the limit.
namespace sessionstore {

/// Ids, keys, kinds, aliases: 1 .. kMaxIdBytes bytes of UTF-8 without NUL.
void check_id(std::string_view what, std::string_view id);
/// Titles and the like: at most kMaxFieldBytes bytes of UTF-8.
void check_field(std::string_view what, std::string_view value);

void check(const Session& session);
void check(const Message& message);
void check(const Part& part);
void check(const Record& record);
void check(const Project& project);

}  // namespace sessionstore
