#pragma once

#include <sessionstore/model.h>

#include <optional>
#include <vector>

#include "plan.h"
#include "storage.h"

namespace sessionstore::interop {

/// Finds every JSON file of the storage that is no project, session, message or part, of kinds
/// known and unknown. The key is the path below the kind's directory, without `.json`; a file that
/// lies in storage/ itself is of kind `storage`. What is no JSON file is named in `skipped`.
std::vector<RecordFile> scan_record_files(Storage& storage, SkippedList& skipped);

/// Reads one of them. The secret of a shared session stays where it is.
std::optional<Record> read_record(Storage& storage, const RecordFile& file, SkippedList& skipped);

/// The document of a record of that kind as it may leave the storage.
json::Document without_secret(const std::string& kind, json::Document document);

}  // namespace sessionstore::interop
