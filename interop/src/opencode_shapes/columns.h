#pragma once

#include <sessionstore/json/view.h>
#include <sessionstore/model.h>

#include <optional>

/// OpenCode's JSON to the columns of a row. Total: a field of a wrong type leaves the column
/// neutral.
namespace sessionstore::interop {

/// 9999-12-31T23:59:59.999Z, in Unix milliseconds.
inline constexpr Millis kEndOfTime = 253402300799999;
/// Beyond 2^53 a number is no count, whatever it is, nor one that JavaScript can tell from the
/// next.
inline constexpr std::int64_t kMostCounted = std::int64_t{1} << 53U;

/// 0 for what is no count of tokens.
std::int64_t token_count(json::View value);
/// 0 for what is no cost; the bound keeps sums finite.
double cost_of(json::View value);

/// A time in Unix milliseconds, 1970 to 9999; a fraction is cut off.
std::optional<Millis> time_of(json::View value);

/// Sets title, directory, parent, created, updated (0 where untold) and archived.
void read_columns(json::View data, Session& session);
/// Sets role, created, updated, tokens and cost.
void read_columns(json::View data, Message& message);
/// Sets type, created and updated; its message's time stands in where it has none.
void read_columns(json::View data, Millis message_created, Part& part);

/// Where an assistant's message says that it worked; empty if it does not.
std::string working_directory(json::View message);

}  // namespace sessionstore::interop
