#pragma once

#include <string>

#include "context.h"

/// Who and where, for sessions that come from a place that does not tell.
namespace sessionstore::cli {

/// A name, and where it comes from, for people.
struct Attribution {
  std::string name;
  std::string origin;
};

/// `sessionProvider.author`, else git's user.email, else the user's name.
Attribution find_author(Context& context);
/// `sessionProvider.machine`, else the host's name.
Attribution find_machine(Context& context);

std::string author_of(Context& context);
std::string machine_of(Context& context);

}  // namespace sessionstore::cli
