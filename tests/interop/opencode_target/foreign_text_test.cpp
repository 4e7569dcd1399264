// Documents of a store that somebody else wrote to, in a form that no parser here makes.
#include <sessionstore/interop/opencode_target.h>
#include <sessionstore/transfer.h>

#include <functional>

#include "interop/opencode_db/databases.h"

namespace sessionstore::tests {
namespace {

using interop::open_opencode;
using interop::open_opencode_target;

/// What a text is written as, with a hash that matches.
json::Document written(std::string text) {
  const Digest hash = sha256(text);
  return json::Document::stored(std::move(text), hash);
}

/// A source whose documents are what `rewrite` makes of them.
class Rewritten final : public SessionSource {
 public:
  using Rewrite = std::function<void(std::string& text)>;
  Rewritten(SessionSource& source, Rewrite rewrite)
      : source_(source), rewrite_(std::move(rewrite)) {}

  [[nodiscard]] std::string location() const override { return source_.location(); }
  Inventory inventory() override {
    Inventory inventory = source_.inventory();
    for (SessionEntry& entry : inventory.sessions) entry.fingerprint.reset();
    return inventory;
  }
  void read_session(std::string_view id, SessionVisitor& visitor) override {
    Visitor rewriting(visitor, rewrite_);
    source_.read_session(id, rewriting);
  }

 private:
  class Visitor final : public SessionVisitor {
   public:
    Visitor(SessionVisitor& to, const Rewrite& rewrite) : to_(to), rewrite_(rewrite) {}
    void on_session(Session session) override { to_.on_session(rewritten(std::move(session))); }
    void on_message(Message message) override { to_.on_message(rewritten(std::move(message))); }
    void on_part(Part part) override { to_.on_part(rewritten(std::move(part))); }
    void on_record(Record record) override { to_.on_record(rewritten(std::move(record))); }
    void on_skipped(Skipped skipped) override { to_.on_skipped(std::move(skipped)); }
    void on_note(Skipped note) override { to_.on_note(std::move(note)); }

   private:
    template <typename AnyRow>
    AnyRow rewritten(AnyRow row) {
      std::string text = row.data.text();
      rewrite_(text);
      row.data = written(std::move(text));
      return row;
    }
    SessionVisitor& to_;
    const Rewrite& rewrite_;
  };

  SessionSource& source_;
  Rewrite rewrite_;
};

void replace(std::string& text, std::string_view what, std::string_view with) {
  if (const auto at = text.find(what); at != std::string::npos) {
    text.replace(at, what.size(), with);
  }
}

/// A session whose rows are rewritten, brought into an empty database; gives the report.
struct Brought {
  OpencodeDatabases databases;
  std::filesystem::path target;
  TransferReport report;

  explicit Brought(const Rewritten::Rewrite& rewrite) {
    const auto from = databases.directory() / "from.db";
    std::filesystem::rename(databases.empty("1.18.34-fresh"), from);
    put_sample_rows(from);
    run_sql(from, R"sql(UPDATE session SET
      permission = '[{"permission":"bash","pattern":"*","action":"deny"}]')sql");
    target = databases.empty("1.18.34-fresh");
    interop::TargetSettings settings;
    settings.home = databases.directory().string();
    settings.directories = {{"/nowhere/app", settings.home}, {"/home/dev/code", settings.home}};
    const auto source = open_opencode(from, {});
    Rewritten rewritten(*source, rewrite);
    const auto destination = open_opencode_target(target, settings);
    report = transfer(*destination->adapt(rewritten), *destination, {});
  }
  [[nodiscard]] std::vector<std::string> all(const std::string& sql) const {
    return query_sql(target, sql);
  }
};

}  // namespace

TEST_CASE("a session whose own text hides something behind a blank is not brought") {
  const Brought brought([](std::string& text) {
    replace(text, R"("action":"deny")", R"("action":"deny", "action":"allow")");
  });
  CHECK(brought.all("SELECT id FROM session").empty());
  REQUIRE(brought.report.skipped.size() == 1);
  CHECK_THAT(brought.report.skipped.front().reason, Catch::Contains("damaged"));
}

TEST_CASE("a part that hides something behind a blank is not brought") {
  const std::string blank = GENERATE(" ", "\n", "\t", "\r");
  const Brought brought([&](std::string& text) {
    replace(text, R"("type":"text")", R"("type":"text",)" + blank + R"("type":"patch")");
  });
  CHECK(brought.all("SELECT data FROM part WHERE data LIKE '%\"patch\"%'").empty());
  CHECK_FALSE(brought.report.skipped.empty());
}

TEST_CASE("a text that is no document, or two, is not brought") {
  const std::string end = GENERATE("", "}{}", "}x", "},", "\xFF}");
  const Brought brought([&](std::string& text) {
    if (text.find(R"("type":"text")") != std::string::npos) text.replace(text.size() - 1, 1, end);
  });
  CHECK(brought.all("SELECT data FROM part WHERE data LIKE '%\"type\":\"text\"%'").empty());
  CHECK_FALSE(brought.report.skipped.empty());
}

}  // namespace sessionstore::tests
