#pragma once

#include <sessionstore/json/document.h>
#include <sessionstore/json/view.h>
#include <sessionstore/model.h>

#include <string>

namespace sessionstore::interop {

/// What OpenCode needs to show a message and go on with it, where it is one that was made up for
/// lost data, or lacks it. `last_user` is the message that an answer hangs on.
json::Document with_needed_members(json::Document data, Millis created,
                                   const std::string& last_user);

/// One part that OpenCode's server cannot read keeps it from showing the session.
bool is_readable_part(json::View part);

}  // namespace sessionstore::interop
