#pragma once

#include <sessionstore/model.h>

#include <map>
#include <string>

namespace sessionstore {

/// The members of a session's own data as JSON text, those of its `time` each for itself:
/// "title", "time.archived" ... Title and time of archiving are those that lists show.
std::map<std::string, std::string> session_fields(const Session& session);

/// Sets one of them, in the data and where lists take it from; an empty `json` removes it.
void set_session_field(Session& session, const std::string& name, const std::string& json);

}  // namespace sessionstore
