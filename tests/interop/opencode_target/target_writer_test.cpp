// Sessions that are too large to be held back until commit().
#include <sessionstore/fingerprint.h>
#include <sessionstore/interop/opencode_target.h>

#include "interop/opencode_db/databases.h"
#include "support/rows.h"

namespace sessionstore::tests {

TEST_CASE("rows after a session too large to be held go into their own session") {
  const OpencodeDatabases databases;
  const auto file = databases.empty("1.18.34-fresh");
  const auto target = interop::open_opencode_target(file, {});
  const auto writer = target->bulk_writer();
  const auto put = [&](const std::string& id, int parts, std::size_t size) {
    Session session = make_session("ses_" + id);
    session.agent_project_id = "global";
    session.directory = databases.directory().string();
    writer->begin_session(session, std::nullopt);
    Message message = make_message("msg_" + id);
    writer->put_message(message);
    for (int part = 0; part < parts; ++part) {
      writer->put_part(text_part("prt_" + id + std::to_string(part), std::string(size, 'x')));
    }
    writer->end_session({});
  };
  put("large", 9, 8U << 20U);
  put("small", 1, 1);
  writer->commit();
  CHECK(query_sql(file, "SELECT session_id, count(*) FROM message GROUP BY 1 ORDER BY 1") ==
        std::vector<std::string>{"ses_large|1", "ses_small|1"});
  CHECK(query_sql(file, "SELECT session_id, count(*) FROM part GROUP BY 1 ORDER BY 1") ==
        std::vector<std::string>{"ses_large|9", "ses_small|1"});
}

}  // namespace sessionstore::tests
