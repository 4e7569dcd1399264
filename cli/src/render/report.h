#pragma once

#include <sessionstore/transfer.h>

#include <cstdio>
#include <string>

#include "render/json_writer.h"
#include "render/terminal.h"

namespace sessionstore::cli {

/// The transfer report, with the keys that scripts rely on.
Json report_json(const TransferReport& report);

/// The same for people. Names at most 20 of what was skipped unless `all`.
void print_report(std::FILE* out, const Terminal& terminal, const TransferReport& report, bool all);

/// "2 failed, ", to stand between other counts; nothing where none has.
std::string failed_text(const Terminal& terminal, const TransferReport& report);

/// Its end: what was not taken, what was not taken as it was, and whether it was stopped.
void print_remarks(std::FILE* out, const Terminal& terminal, const TransferReport& report,
                   bool all);

}  // namespace sessionstore::cli
