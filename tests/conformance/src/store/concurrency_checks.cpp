#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <mutex>

#include "at_once.h"
#include "store/group.h"

namespace sessionstore::conformance {
namespace {

void require_gap_free(SessionStore& store, std::string_view id, std::int64_t expected) {
  std::int64_t seq = 0;
  for (const Turn& turn : store.read_messages(id, 0, 10'000)) {
    require_equal("seq", turn.message.seq, ++seq);
    require_equal("parts", turn.parts.size(), 2);
  }
  require_equal("messages", seq, expected);
  const Session session = require_some("the session", store.find_session(id));
  require_equal("message_count", session.message_count, expected);
  require_equal("input_tokens", session.input_tokens, 10 * expected);
}

void append_many(SessionStore& store, const std::string& session, const std::string& prefix,
                 int count) {
  for (int i = 0; i < count; ++i) {
    store.append_message(session, make_turn(fmt::format("{}-{}", prefix, i), 2));
  }
}

void to_one_session(SessionStore& store) {
  store.create_session(make_session("s"));
  std::atomic<int> writing = 8;
  std::atomic<bool> torn = false;
  at_once(9, [&](int thread) {
    if (thread < 8) {
      append_many(store, "s", std::to_string(thread), 25);
      --writing;
      return;
    }
    while (writing != 0) {
      std::int64_t seq = 0;
      for (const Turn& turn : store.read_messages("s", 0, 10'000)) {
        if (turn.parts.size() != 2 || turn.message.seq != ++seq) torn = true;
      }
    }
  });
  require("readers saw whole messages without a gap", !torn);
  require_gap_free(store, "s", 200);
}

void to_many_sessions(StorePlace& place) {
  at_once(8, [&](int thread) {
    // Each by a handle of its own, as programs have it.
    const auto store = place.open();
    const std::string id = "s" + std::to_string(thread);
    store->create_session(make_session(id, "new project"));
    append_many(*store, id, "m", 15);
  });
  const auto store = place.open();
  for (int thread = 0; thread < 8; ++thread) {
    require_gap_free(*store, "s" + std::to_string(thread), 15);
  }
  require_equal("projects", store->list_projects().size(), 1);
}

// Returns how many of 8 threads came through; the others must have met `code`.
int winners(ErrorCode code, const std::function<void(int)>& write) {
  std::atomic<int> won = 0;
  at_once(8, [&](int thread) {
    try {
      write(thread);
      ++won;
    } catch (const Error& error) {
      if (error.code() != code) throw;
    }
  });
  return won;
}

void append_and_delete(SessionStore& store) {
  for (int round = 0; round < 5; ++round) {
    put_sample(store, "s");
    at_once(4, [&](int thread) {
      try {
        if (thread == 0) {
          store.delete_session("s");
        } else {
          append_many(store, "s", std::to_string(thread), 5);
        }
      } catch (const Error& error) {
        if (error.code() != ErrorCode::not_found) throw;
      }
    });
    require("the session is gone", !store.find_session("s"));
    require_equal("messages left", store.status().messages, 0);
    require_equal("parts left", store.status().parts, 0);
  }
  require("nothing is left behind", store.check_storage().empty());
}

}  // namespace

void add_concurrency_checks(std::vector<StoreCheck>& checks) {
  StoreGroup group("concurrency", checks);
  group.with_store("8 threads append to one session, one reads", to_one_session);
  group.with_place("8 handles append to a session each", to_many_sessions);
  group.with_place("8 handles append to one session", [](StorePlace& place) {
    place.open()->create_session(make_session("s"));
    at_once(8, [&](int thread) { append_many(*place.open(), "s", std::to_string(thread), 10); });
    require_gap_free(*place.open(), "s", 80);
  });
  group.with_store("8 threads create one session: one does", [](SessionStore& store) {
    for (int round = 0; round < 5; ++round) {
      const std::string id = "s" + std::to_string(round);
      const int won = winners(ErrorCode::already_exists, [&](int thread) {
        store.create_session(make_session(id, "p" + std::to_string(thread)));
      });
      require_equal("winners", won, 1);
    }
    require_equal("sessions", store.status().sessions, 5);
    for (const ProjectSummary& project : store.list_projects()) {
      require("a project has a session: losers left none", project.sessions > 0);
    }
  });
  group.with_store("8 threads create sessions in one new project", [](SessionStore& store) {
    for (int round = 0; round < 10; ++round) {
      const std::string project = "p" + std::to_string(round);
      at_once(8, [&](int thread) {
        store.create_session(make_session(project + "-" + std::to_string(thread), project));
      });
    }
    require_equal("projects", store.list_projects().size(), 10);
    for (const ProjectSummary& project : store.list_projects()) {
      require_equal("sessions of " + project.id, project.sessions, 8);
    }
  });
  group.with_store("8 threads append one message: one does", [](SessionStore& store) {
    store.create_session(make_session("s"));
    require_equal("winners",
                  winners(ErrorCode::already_exists,
                          [&](int) { store.append_message("s", make_turn("m", 2)); }),
                  1);
    require_gap_free(store, "s", 1);
  });
  group.with_store("8 threads change from one revision: one does", [](SessionStore& store) {
    put_sample(store, "s");
    const Revision read = store.find_session("s")->revision;
    const int won = winners(ErrorCode::conflict, [&](int thread) {
      store.rename_session("s", std::to_string(thread), read);
    });
    require_equal("winners", won, 1);
    require_equal("revision", store.find_session("s")->revision, read + 1);
  });
  group.with_store("8 threads put one project", [](SessionStore& store) {
    for (const std::string id : {"p", "q", "r", "s", "t"}) {
      at_once(8, [&](int thread) {
        const std::string mine = std::to_string(thread);
        store.put_project({id, "P", {id + " shared", id + mine}, {make_record("k", mine, "1")}});
        store.put_project({id, "P", {}, {make_record("k", "shared", mine)}});
      });
      const Project project = require_some("the project", store.find_project(id + " shared"));
      require_equal("aliases", project.aliases.size(), 9);
      require_equal("records", project.records.size(), 9);
    }
  });
  group.with_store("8 threads want one alias: one has it", [](SessionStore& store) {
    at_once(8, [&](int thread) {
      for (int round = 0; round < 10; ++round) {
        const std::string shared = std::to_string(round);
        store.put_project({"p" + std::to_string(thread), "P", {"a" + shared, "b" + shared}, {}});
      }
    });
    std::size_t aliases = 0;
    for (const ProjectSummary& project : store.list_projects()) aliases += project.aliases.size();
    require_equal("aliases", aliases, 20);
  });
  group.with_store("8 threads put one record", [](SessionStore& store) {
    store.create_session(make_session("s"));
    at_once(8, [&](int thread) {
      for (int i = 0; i < 10; ++i) {
        store.put_record("s", make_record("todo", "", std::to_string(thread)));
      }
    });
    require_equal("records", store.read_records("s").size(), 1);
    require_equal("revision", store.find_session("s")->revision, 81);
  });
  group.with_store("appends and a deletion leave no orphans", append_and_delete);
}

}  // namespace sessionstore::conformance
