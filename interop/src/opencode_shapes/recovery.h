#pragma once

#include <sessionstore/model.h>

#include <string>
#include <string_view>

/// Rows that are made up to hold what would have no owner otherwise. Their data says so:
/// `{"sessionstore":{"recovered":"message file missing"}}`.
namespace sessionstore::interop {

json::Document recovered_document(std::string_view reason);

/// A session whose file or row is missing or cannot be read.
Session recovered_session(std::string id, std::string directory, std::string_view reason);

/// A message whose file or row is missing or cannot be read; `created` puts it where its parts
/// belong.
Message recovered_message(std::string id, Millis created, std::string_view reason);

}  // namespace sessionstore::interop
