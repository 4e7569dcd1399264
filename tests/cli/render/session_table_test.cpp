#include "render/session_table.h"

#include <catch2/catch.hpp>

using namespace sessionstore;

namespace {

std::vector<Session> with_ids(std::vector<std::string> ids) {
  std::vector<Session> sessions(ids.size());
  for (std::size_t i = 0; i < ids.size(); ++i) {
    sessions[i].id = std::move(ids[i]);
  }
  return sessions;
}

}  // namespace

TEST_CASE("ids are shortened only as far as they stay apart") {
  CHECK(cli::telling_length({}) == 16);
  CHECK(cli::telling_length(with_ids({"ses_e0415ff9dffe7d9pfudKLIV4Yb"})) == 16);
  CHECK(cli::telling_length(with_ids({"ses_e0415ff9dffe7d9p", "ses_e0415ff9dffe7d9q"})) == 20);
  CHECK(cli::telling_length(with_ids({"b", "a", "c"})) == 16);
}

TEST_CASE("an id that begins another one stays whole") {
  CHECK(cli::telling_length(with_ids({"ses_e0415ff9dffe7d9", "ses_e0415ff9dffe7d9pf"})) >= 20);
}
