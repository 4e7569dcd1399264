#pragma once

#include <sessionstore/endpoint.h>
#include <sessionstore/error.h>
#include <sessionstore/json/document.h>

#include <catch2/catch.hpp>
#include <string>

namespace sessionstore::tests {

/// Takes rows and checks what each source owes: JSON that is whole, texts that are UTF-8.
class RowCheck final : public SessionVisitor {
 public:
  void on_session(Session session) override { check(session.data); }
  void on_message(Message message) override { check(message.data); }
  void on_part(Part part) override { check(part.data); }
  void on_record(Record record) override { check(record.data); }

 private:
  static void check(const json::Document& data) {
    REQUIRE(data.intact());
    REQUIRE(json::Document::parse(data.text()) == data);
  }
};

/// Reads all that a source has. Errors of one session keep no other from being read.
inline void read_all(SessionSource& source) {
  for (const SessionEntry& entry : source.inventory().sessions) {
    RowCheck rows;
    try {
      source.read_session(entry.id, rows);
    } catch (const Error&) {
      // That one is damaged.
    }
  }
}

}  // namespace sessionstore::tests
