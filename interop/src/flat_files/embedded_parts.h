#pragma once

#include <sessionstore/json/view.h>
#include <sessionstore/model.h>

#include <vector>

/// Messages of OpenCode up to 0.3, which hold their parts, and what later versions say of
/// themselves under `metadata`: such files remain where no OpenCode 0.4 or 0.5 was ever started.
namespace sessionstore::interop {

/// Takes the elements of a message's `parts` out of its data, to the byte: parts with the ids
/// `MESSAGE/0`, `MESSAGE/1` ... The message must have its id, seq and created time.
std::vector<Part> take_embedded_parts(Message& message);

/// Sets the columns that such a message's `metadata` tells of; nothing where it has none.
void read_metadata_columns(json::View data, Message& message);

}  // namespace sessionstore::interop
