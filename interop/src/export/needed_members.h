#pragma once

#include <sessionstore/json/document.h>
#include <sessionstore/model.h>

#include <optional>
#include <string>

/// What `opencode import` demands of every object, 1.2 to 1.18 together, as seen by leaving out one
/// member after the other: it refuses the whole document for one that is missing. What older
/// versions did not write, or this library has made up for lost data, gets the value that says
/// nothing.
namespace sessionstore::interop {

json::Document with_needed_members(const Session& session);

/// `last_user` is the message that an answer without one answers.
json::Document with_needed_members(const Message& message, const std::string& last_user);

/// Nothing where what is missing cannot be made up, such as a file's address, and for a type that
/// they do not know.
std::optional<json::Document> with_needed_members(const Part& part, Millis message_created);

}  // namespace sessionstore::interop
