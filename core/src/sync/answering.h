#pragma once

#include <sessionstore/endpoint.h>

#include <string_view>

namespace sessionstore::sync_detail {

/// Whether an agent seems to be writing an answer into a session: it ends with one that is neither
/// finished nor failed, and not so old that it must have been cut off. Replacing its rows now would
/// make the answer fail.
bool is_answering(SessionSource& source, std::string_view id, Millis now);

}  // namespace sessionstore::sync_detail
