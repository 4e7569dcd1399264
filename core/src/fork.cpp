#include <sessionstore/digest.h>
#include <sessionstore/fork.h>
#include <sessionstore/json/edit.h>
#include <sessionstore/json/view.h>

#include <algorithm>
#include <array>

namespace sessionstore {
namespace {

/// Gives a member that holds an id of the session the id that this has in the fork.
void rename_member(json::Document& data, std::string_view object, std::string_view member,
                   std::string_view salt) {
  const auto id = json::View(data.text())[object][member].string();
  if (!id) return;
  const std::array<std::string_view, 2> path{object, member};
  data = json::with_member(data, path, json::quote(fork_id(*id, salt)));
}

/// `text` and ` (note)`, with the end of `text` cut off where both do not fit into a column.
std::string noted(std::string_view text, std::string_view note) {
  const std::string end = " (" + std::string(note) + ")";
  std::size_t length = std::min(text.size(), kMaxFieldBytes - std::min(end.size(), kMaxFieldBytes));
  const auto continues = [&](std::size_t at) {
    return at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0U) == 0x80U;
  };
  while (length > 0 && continues(length)) --length;
  return std::string(text.substr(0, length)) + end;
}

}  // namespace

std::string fork_id(std::string_view id, std::string_view salt) {
  constexpr std::string_view kLetters =
      "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
  constexpr std::size_t kTime = 16;  // "ses_" and 12 digits
  constexpr std::size_t kRandom = 14;
  const Digest digest = sha256(std::string(id) + '\n' + std::string(salt));
  std::string fork(id.substr(0, kTime));
  for (std::size_t at = 0; at < kRandom; ++at) {
    fork += kLetters[static_cast<unsigned char>(digest.raw()[at]) % kLetters.size()];
  }
  return fork;
}

Session forked(Session session, const Fork& fork) {
  constexpr std::array<std::string_view, 1> kTitle{"title"};
  session.id = fork.id;
  session.title = noted(session.title, fork.title_note);
  if (json::View(session.data.text()).is_object()) {
    session.data = json::with_member(session.data, kTitle, json::quote(session.title));
    rename_member(session.data, "revert", "messageID", fork.salt);
    rename_member(session.data, "revert", "partID", fork.salt);
  }
  return session;
}

void ForkingVisitor::on_session(Session session) {
  to_.on_session(forked(std::move(session), fork_));
}

void ForkingVisitor::on_message(Message message) {
  message.id = fork_id(message.id, fork_.salt);
  const json::View parent = json::View(message.data.text())["parentID"];
  if (const auto id = parent.string()) {
    constexpr std::array<std::string_view, 1> kParent{"parentID"};
    message.data = json::with_member(message.data, kParent, json::quote(fork_id(*id, fork_.salt)));
  }
  to_.on_message(std::move(message));
}

void ForkingVisitor::on_part(Part part) {
  part.id = fork_id(part.id, fork_.salt);
  to_.on_part(std::move(part));
}

}  // namespace sessionstore
