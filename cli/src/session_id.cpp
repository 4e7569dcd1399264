#include "session_id.h"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <sessionstore/error.h>

#include <vector>

namespace sessionstore::cli {

namespace {

constexpr std::int64_t kMostListed = 10;

}  // namespace

std::string find_session_id(SessionStore& store, std::string_view text) {
  if (text.empty()) {
    throw Error(ErrorCode::invalid_argument, "a session id must not be empty",
                "`sessionstore list` shows the ids");
  }
  if (store.find_session(text)) {
    return std::string(text);
  }
  std::vector<std::string> ids = store.find_session_ids(text, kMostListed + 1);
  if (ids.empty()) {
    throw Error(ErrorCode::not_found, fmt::format("there is no session '{}' in the store", text),
                "`sessionstore list --all-projects --children --archived` shows every id");
  }
  if (ids.size() == 1) {
    return ids.front();
  }
  const bool more = ids.size() > kMostListed;
  if (more) {
    ids.pop_back();
  }
  throw Error(ErrorCode::invalid_argument,
              fmt::format("'{}' begins the ids of several sessions: {}{}", text,
                          fmt::join(ids, ", "), more ? ", and more" : ""),
              "give more of the id");
}

}  // namespace sessionstore::cli
