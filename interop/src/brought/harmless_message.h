#pragma once

#include <sessionstore/json/document.h>

namespace sessionstore::interop {

/// A user's message that comes from elsewhere, without what would steer the answers to later ones:
/// OpenCode takes `system`, `tools` and `format` from the last message before it asks the model.
/// Only members that it shows, or that your own configuration limits, are kept; an answer's are
/// kept all. `data` must be an object.
json::Document harmless_message(const json::Document& data);

}  // namespace sessionstore::interop
