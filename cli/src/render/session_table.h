#pragma once

#include <sessionstore/model.h>

#include <cstdio>
#include <vector>

#include "render/terminal.h"

namespace sessionstore::cli {

/// Prints sessions as a table in the order given. On a terminal ids are shortened as far as they
/// stay apart; in a file they are whole. `projects`: name each one's project.
void print_sessions(std::FILE* out, const Terminal& terminal, const std::vector<Session>& sessions,
                    Millis now, bool projects);

/// How many bytes of the ids tell all of them apart; at least 16, as much as holds an id's time.
std::size_t telling_length(const std::vector<Session>& sessions);

}  // namespace sessionstore::cli
