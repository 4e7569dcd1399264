#include <sessionstore/error.h>
#include <sessionstore/intact_rows.h>

#include <utility>

namespace sessionstore {
namespace {

constexpr const char* kDamaged = "damaged in the source: its hash does not match";

}  // namespace

void IntactRows::skip(const std::string& row, std::string reason) {
  to_.on_skipped({"session " + session_ + ", " + row, std::move(reason)});
}

void IntactRows::on_session(Session session) {
  session_ = session.id;
  if (!session.data.intact()) {
    throw Error(ErrorCode::corrupt, "its own row is damaged: its hash does not match",
                "restore a backup of the source");
  }
  to_.on_session(std::move(session));
}

void IntactRows::on_message(Message message) {
  message_ = message.id;
  message_damaged_ = !message.data.intact();
  if (message_damaged_) {
    skip("message " + message.id, kDamaged);
  } else {
    to_.on_message(std::move(message));
  }
}

void IntactRows::on_part(Part part) {
  if (message_damaged_) {
    skip("part " + part.id, "it belongs to message " + message_ + ", which is damaged");
  } else if (!part.data.intact()) {
    skip("part " + part.id, kDamaged);
  } else {
    to_.on_part(std::move(part));
  }
}

void IntactRows::on_record(Record record) {
  if (record.data.intact()) {
    to_.on_record(std::move(record));
  } else {
    skip("record " + record.kind + " " + record.key, kDamaged);
  }
}

}  // namespace sessionstore
