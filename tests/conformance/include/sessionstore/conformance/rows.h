#pragma once

#include <sessionstore/store.h>

#include <string>
#include <string_view>
#include <vector>

/// Rows of the model as checks want them: whole, valid, with one thing that matters.
namespace sessionstore::conformance {

Session make_session(std::string id, std::string project = "github.com/acme/app",
                     Millis updated = 1'700'000'000'000);
Message make_message(std::string id, std::string data = R"({"role":"user"})");
Part make_part(std::string id, std::string data = R"({"type":"text","text":"hello"})");
/// A part that grow_part() can grow.
Part text_part(std::string id, std::string_view text);
Record make_record(std::string kind, std::string key, std::string data);
/// One message with the parts `ID-0`, `ID-1` ...
Turn make_turn(const std::string& id, int parts = 3);

/// A session with two messages, five parts and two records, put into `store`.
void put_sample(SessionStore& store, const std::string& id,
                const std::string& project = "github.com/acme/app");

/// The text of a part that text_part() made, as read from a store.
std::string text_of(const Part& part);

}  // namespace sessionstore::conformance
