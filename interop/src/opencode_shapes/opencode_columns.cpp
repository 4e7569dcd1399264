#include <sessionstore/error.h>
#include <sessionstore/interop/opencode_columns.h>

#include "columns.h"

namespace sessionstore::interop {
namespace {

/// Calls `read` with the data where it is a document at all.
template <typename Read>
void read_whole(const json::Document& data, const Read& read) {
  try {
    const json::Document whole = json::Document::parse(data.text());
    read(json::View(whole.text()));
  } catch (const Error& error) {
    if (error.code() != ErrorCode::corrupt) throw;
  }
}

}  // namespace

void OpencodeColumns::read_columns(Session& session) const {
  read_whole(session.data, [&](json::View data) { interop::read_columns(data, session); });
}

void OpencodeColumns::read_columns(Message& message) const {
  read_whole(message.data, [&](json::View data) {
    message.role.clear();
    message.cost = 0;
    interop::read_columns(data, message);
  });
}

void OpencodeColumns::read_columns(Part& part, Millis message_created) const {
  read_whole(part.data, [&](json::View data) {
    part.type.clear();
    interop::read_columns(data, message_created, part);
  });
}

}  // namespace sessionstore::interop
