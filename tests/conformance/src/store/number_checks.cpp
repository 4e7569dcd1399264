#include <cfloat>
#include <limits>

#include "store/group.h"

namespace sessionstore::conformance {
namespace {

constexpr std::int64_t kMostEver = std::numeric_limits<std::int64_t>::max();
constexpr std::int64_t kLeastEver = std::numeric_limits<std::int64_t>::min();

void times_of_any_size(SessionStore& store) {
  // A large one, then its negative, then a small one: no conversion of the one before remains.
  const std::vector<Millis> times = {kMostEver, kLeastEver,        0,         -1,
                                     1,         1'700'000'000'000, 1LL << 53, 4'294'967'296};
  for (const Millis time : times) {
    const std::string id = std::to_string(time);
    Session session = make_session(id);
    session.created = session.updated = time;
    session.archived = time;
    store.create_session(session);
    const Session read = require_some("the session", store.find_session(id));
    require_equal("created", read.created, time);
    require_equal("updated", read.updated, time);
    require_equal("archived", read.archived, std::optional(time));
  }
  SessionQuery query;
  query.archived = true;
  query.limit = 1;
  std::vector<Millis> listed;
  do {
    const SessionPage page = store.list_sessions(query);
    listed.push_back(page.sessions.at(0).updated);
    query.after = page.next;
  } while (query.after && listed.size() < 100);
  require_equal("times as listed", listed,
                std::vector<Millis>{kMostEver, 1LL << 53, 1'700'000'000'000, 4'294'967'296, 1, 0,
                                    -1, kLeastEver});
}

void tokens_of_any_size(SessionStore& store) {
  for (const std::int64_t tokens : {kMostEver, kLeastEver, std::int64_t{-7}}) {
    const std::string id = std::to_string(tokens);
    store.create_session(make_session(id));
    Turn turn = make_turn("m", 1);
    turn.message.input_tokens = turn.message.output_tokens = tokens;
    turn.message.created = turn.parts[0].created = tokens;
    store.append_message(id, turn);
    const Turn read = require_some("the message", store.find_message(id, "m"));
    require_equal("input_tokens", read.message.input_tokens, tokens);
    require_equal("output_tokens", read.message.output_tokens, tokens);
    require_equal("created", read.message.created, tokens);
    require_equal("created of a part", read.parts.at(0).created, tokens);
    require_equal("sum of the session", store.find_session(id)->input_tokens, tokens);
  }
}

void costs_to_the_last_bit(SessionStore& store) {
  store.create_session(make_session("s"));
  const std::vector<double> costs = {
      0.1,        1e-283, 0.1 + 0.2, 1.0 / 3, -0.0,
      123456.789, 1e-300, DBL_MAX,   DBL_MIN, 4.9406564584124654e-324,
      -1e-5,      2};
  for (std::size_t i = 0; i < costs.size(); ++i) {
    Turn turn = make_turn("m" + std::to_string(i), 0);
    turn.message.cost = costs[i];
    store.append_message("s", turn);
    require_equal("cost", store.find_message("s", turn.message.id)->message.cost, costs[i]);
  }
}

void sums_follow_the_messages(SessionStore& store) {
  store.create_session(make_session("s"));
  Turn turn = make_turn("m", 0);
  turn.message.input_tokens = 10;
  turn.message.output_tokens = 4;
  turn.message.cost = 0.5;
  store.append_message("s", turn);
  turn.message.id = "n";
  store.append_message("s", turn);
  turn.message.input_tokens = 25;
  turn.message.output_tokens = 0;
  turn.message.cost = 0.25;
  store.update_message("s", turn.message);
  store.update_message("s", turn.message);
  const Session session = require_some("the session", store.find_session("s"));
  require_equal("input_tokens", session.input_tokens, 35);
  require_equal("output_tokens", session.output_tokens, 4);
  require_equal("cost", session.cost, 0.75);
  require_equal("message_count", session.message_count, 2);
}

}  // namespace

void add_number_checks(std::vector<StoreCheck>& checks) {
  StoreGroup group("numbers", checks);
  group.with_store("times of 64 bits, and pages over them", times_of_any_size);
  group.with_store("tokens of 64 bits", tokens_of_any_size);
  group.with_store("costs to the last bit", costs_to_the_last_bit);
  group.with_store("sums follow the messages", sums_follow_the_messages);
  group.with_store("a cost is summed as it was told", [](SessionStore& store) {
    store.create_session(make_session("s"));
    double sum = 0;
    for (int i = 0; i < 40; ++i) {
      Turn turn = make_turn("m" + std::to_string(i), 0);
      turn.message.cost = 0.001 * i;
      sum += turn.message.cost;
      store.append_message("s", turn);
    }
    const double found = store.find_session("s")->cost;
    require("the sum is right to 12 digits", found > sum - 1e-12 && found < sum + 1e-12);
  });
}

}  // namespace sessionstore::conformance
