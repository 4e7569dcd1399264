#include "opencode_shapes/ids.h"

#include <catch2/catch.hpp>

namespace sessionstore::interop {

TEST_CASE("an id of OpenCode's is its kind and a word") {
  CHECK(is_opencode_id("ses_e04180a32ffeIL6097jqAF4wcF", "ses"));
  CHECK(is_opencode_id("ses_recovered_msg_1fbe9f3e60013in3x45joS2rZ0", "ses"));
  CHECK(is_opencode_id("msg_a-1", "msg"));
  CHECK(is_opencode_id("prt_" + std::string(96, 'x'), "prt"));
  CHECK_FALSE(is_opencode_id("prt_" + std::string(97, 'x'), "prt"));
  for (const char* const id : {"ses_../../x", "/etc/x", "--help", "ses_$(id)", "ses_a b",
                               "ses_a;id", "ses_\x1b[31m", "ses_\u202Eabc", "ses_a.json", "ses_",
                               "ses", "", "sesx1", "SES_1", " ses_1", "msg_1", "ses_1\n"}) {
    INFO(id);
    CHECK_FALSE(is_opencode_id(id, "ses"));
  }
}

}  // namespace sessionstore::interop
