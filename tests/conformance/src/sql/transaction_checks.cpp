#include <sessionstore/sql/transaction.h>
#include <sessionstore/sql/transient_error.h>

#include <atomic>
#include <set>

#include "at_once.h"
#include "sql/group.h"

namespace sessionstore::conformance {
namespace {

using sql::Transaction;

Texts ids(sql::Connection& connection) {
  return texts_of(connection, "SELECT id FROM ss_project ORDER BY id");
}

void uncommitted_is_not_seen(sql::Connection& one, sql::Connection& other) {
  {
    Transaction writing(one, Transaction::Kind::write);
    put_row(one, "a");
    require_equal("seen by its writer", ids(one), Texts{"a"});
    require_equal("seen by another", ids(other), Texts{});
    {
      Transaction reading(other, Transaction::Kind::read);
      require_equal("seen in a transaction", ids(other), Texts{});
      reading.commit();
    }
    writing.commit();
  }
  require_equal("seen once committed", ids(other), Texts{"a"});
}

void a_read_sees_one_moment(sql::Connection& one, sql::Connection& other) {
  put_row(one, "a");
  Transaction reading(one, Transaction::Kind::read);
  require_equal("first", ids(one), Texts{"a"});
  put_row(other, "b");
  other.execute("UPDATE ss_project SET name = ? WHERE id = ?", {"changed", "a"});
  require_equal("what came meanwhile is not seen", ids(one), Texts{"a"});
  require_equal("nor a change", texts_of(one, "SELECT name FROM ss_project"), Texts{"name"});
  reading.commit();
  require_equal("afterwards it is", ids(one), Texts{"a", "b"});
}

void a_failure_is_rolled_back(sql::Connection& connection) {
  put_row(connection, "a");
  {
    Transaction transaction(connection, Transaction::Kind::write);
    put_row(connection, "b");
    require_error("the same key", ErrorCode::already_exists, [&] { put_row(connection, "a"); });
    require("inside a transaction", !connection.reusable());
  }
  require("outside any", connection.reusable());
  require_equal("rows", ids(connection), Texts{"a"});
  put_row(connection, "b");
  require_equal("rows", ids(connection), Texts{"a", "b"});
}

void only_outside_it_is_reusable(sql::Connection& connection) {
  require("at first", connection.reusable());
  for (const auto kind : {Transaction::Kind::read, Transaction::Kind::write}) {
    {
      Transaction committed(connection, kind);
      ids(connection);
      require("not in a transaction", !connection.reusable());
      committed.commit();
    }
    require("after a commit", connection.reusable());
    { const Transaction rolled_back(connection, kind); }
    require("after a rollback", connection.reusable());
  }
  require("it is alive", connection.alive());
}

// What every write of a store does first: count on one row, and read back what it became.
void counting_is_exact(SqlPlace& place) {
  migrate(place);
  const auto first = place.connect();
  put_row(*first, "p");
  first->execute(
      "INSERT INTO ss_session (id, project_id, agent_project_id, title, directory, author, "
      "machine, "
      "message_count, input_tokens, output_tokens, cost, created, updated, listed, revision, data, "
      "hash) VALUES ('s', 'p', '', '', '', '', '', 0, 0, 0, 0, 0, 0, 0, 0, 'null', ?)",
      {sql::Blob{std::string_view("01234567890123456789012345678901")}});
  std::vector<std::vector<std::int64_t>> seen(8);
  at_once(8, [&](int thread) {
    const auto connection = place.connect();
    auto& mine = seen[static_cast<std::size_t>(thread)];
    while (mine.size() < 10) {
      try {
        Transaction transaction(*connection, Transaction::Kind::write);
        connection->execute("UPDATE ss_session SET revision = revision + 1 WHERE id = ?", {"s"});
        const std::int64_t now = number_of(*connection, "SELECT revision FROM ss_session");
        transaction.commit();
        mine.push_back(now);
      } catch (const sql::TransientError&) {
        continue;  // as the contract has it: nothing has happened, run it again
      }
    }
  });
  std::set<std::int64_t> all;
  for (const auto& mine : seen) all.insert(mine.begin(), mine.end());
  require_equal("numbers given", all.size(), 80);
  require_equal("the last one", *all.rbegin(), 80);
}

}  // namespace

void add_transaction_checks(std::vector<SqlCheck>& checks) {
  SqlGroup group("transactions", checks);
  group.with_two("what is not committed is not seen", uncommitted_is_not_seen);
  group.with_two("a read sees one moment", a_read_sees_one_moment);
  group.with_connection("a failure is rolled back", a_failure_is_rolled_back);
  group.with_connection("a connection is reusable outside of them", only_outside_it_is_reusable);
  group.with_place("8 writers count without losing one", counting_is_exact);
  group.with_connection("one that is not committed leaves nothing",
                        [](sql::Connection& connection) {
                          {
                            const Transaction transaction(connection, Transaction::Kind::write);
                            put_row(connection, "a");
                          }
                          require_equal("rows", ids(connection), Texts{});
                        });
  group.with_place("a connection that is closed in one leaves nothing", [](SqlPlace& place) {
    migrate(place);
    {
      const auto connection = place.connect();
      connection->execute(connection->dialect().begin_write);
      put_row(*connection, "a");
    }
    const auto connection = place.connect();
    require_equal("rows", ids(*connection), Texts{});
    put_row(*connection, "a");  // and no lock
  });
}

}  // namespace sessionstore::conformance
