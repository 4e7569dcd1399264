#include <fmt/format.h>

#include "store/group.h"

namespace sessionstore::conformance {
namespace {

// Puts a document into each place that holds one, and wants it back to the byte with its hash.
void require_verbatim(SessionStore& store, const std::string& text) {
  const json::Document data = json::Document::parse(text);
  require_equal("the document before it is stored", data.text(), text);
  Session session = make_session("s");
  session.data = data;
  store.create_session(session);
  Turn turn{make_message("m", text), {make_part("p", text)}};
  store.append_message("s", turn);
  store.put_record("s", {"kind", "key", data});
  store.put_project({session.project_id, "name", {}, {{"kind", "key", data}}});

  const auto require_same = [&](std::string_view what, const json::Document& found) {
    require_equal(what, found, data);
    require_equal(fmt::format("the hash of {}", what), found.hash(), sha256(text));
  };
  require_same("the session's data", require_some("it", store.find_session("s")).data);
  const Turn read = require_some("the message", store.find_message("s", "m"));
  require_same("the message's data", read.message.data);
  require_equal("parts", read.parts.size(), 1);
  require_same("the part's data", read.parts[0].data);
  const auto records = store.read_records("s");
  require_equal("records", records.size(), 1);
  require_same("the record's data", records[0].data);
  const auto project = require_some("the project", store.find_project(session.project_id));
  require_equal("the project's records", project.records.size(), 1);
  require_same("the project's record", project.records[0].data);
}

// A title, a directory and so on: every column that holds free text.
void require_verbatim_columns(SessionStore& store, const std::string& text) {
  Session session = make_session("s");
  session.title = session.directory = session.author = session.machine = text;
  store.create_session(session);
  Turn turn = make_turn("m", 1);
  turn.message.role = turn.parts[0].type = text;
  store.append_message("s", turn);
  store.put_project({"p", text, {}, {}});
  const Session read = require_some("the session", store.find_session("s"));
  require_equal("title", read.title, text);
  require_equal("directory", read.directory, text);
  require_equal("author", read.author, text);
  require_equal("machine", read.machine, text);
  const Turn message = require_some("the message", store.find_message("s", "m"));
  require_equal("role", message.message.role, text);
  require_equal("type", message.parts.at(0).type, text);
  require_equal("project's name", require_some("it", store.find_project("p")).name, text);
  SessionQuery query;
  query.author = text;
  require_equal("sessions of that author", store.list_sessions(query).sessions.size(), 1);
}

std::string document_of(std::size_t bytes) {
  std::string text = R"({"text":")";
  for (std::size_t line = 0; text.size() + 40 < bytes; ++line) text += fmt::format("{} é\\n", line);
  text.resize(text.size() + (bytes - text.size() - 2), 'x');
  return text + "\"}";
}

std::string nested(int levels) {
  return std::string(static_cast<std::size_t>(levels), '[') +
         std::string(static_cast<std::size_t>(levels), ']');
}

}  // namespace

void add_text_checks(std::vector<StoreCheck>& checks) {
  const auto verbatim = [&](std::string_view name, const std::string& text) {
    checks.push_back({"text", name, [text](const NewStorePlace& new_place) {
                        const auto place = new_place();
                        require_verbatim(*place->open(), text);
                      }});
  };
  verbatim("emoji, joined ones and flags",
           R"({"t":"🚀 👩‍👩‍👧‍👦 🇩🇪 👍🏽 ✂️ ✂︎"})");
  verbatim("every plane of Unicode, and text that is not normalised",
           "{\"t\":\"é e\u0301 \u2028 \uFEFF \uFFFD \U00020000 \U000E0001 \U0010FFFF\"}");
  verbatim("right to left, combining marks, no blanks", R"({"t":"שלום עולם مرحبا ไทย ﷽ z̷̢̛"})");
  verbatim("escaped NUL bytes", R"({"t":"a\u0000b\u0000","\u0000":0})");
  verbatim("escapes of lone surrogates", R"({"t":"\ud800 \udc00 \udbff\udbff \udfff"})");
  verbatim("escaped control characters, and DEL", R"({"t":"\u0001\b\t\n\f\r\u001b[31m\u001f)"
                                                  "\x7F\"}");
  verbatim("each way to write a character", R"({"t":"\u00e9 \u00E9 é \/ / \u002f \" \\ \\\\"})");
  verbatim("each way to write a number",
           R"([0,-0,0.0,-0.0,1.0,1.10,1e2,1E2,1e+2,1e-283,1e400,0.1,12345678901234567890123,)"
           R"(9223372036854775808,-9223372036854775809,3.141592653589793238462643])");
  verbatim("keys in their order, twice, empty, and alike",
           R"({"b":1,"a":2,"b":3,"":4,"A":5,"a ":6,"ä":7,"__proto__":{},"10":8,"9":9})");
  verbatim("what SQL and format strings make of text",
           R"({"t":"'; DROP TABLE ss_session; -- ? ?1 :x $1 @x %s %% {} \\' `x` /* */"})");
  verbatim("no object: an array", R"([1,[2,[]],{}])");
  verbatim("no object: a string", R"("")");
  verbatim("no object: null", "null");
  verbatim("as deep as documents go", nested(json::Document::kMaxDepth));
  verbatim("1 MB", document_of(1U << 20U));
  verbatim("17 MB", document_of(17U << 20U));

  const auto columns = [&](std::string_view name, const std::string& text) {
    checks.push_back({"text", name, [text](const NewStorePlace& new_place) {
                        const auto place = new_place();
                        require_verbatim_columns(*place->open(), text);
                      }});
  };
  columns("columns: nothing", "");
  columns("columns: emoji", "Título 🚀 👩‍👩‍👧‍👦 — 你好 мир");
  columns("columns: blanks at both ends and line breaks", "  a\r\n\tb\n  ");
  columns("columns: a NUL byte and control characters", std::string("a\0b\x01\x1B\x7F", 6));
  columns("columns: quotes, backslashes and wildcards", R"('"\ \\ \n \0 % _ ? ` -- ;)");
  columns("columns: what is no number", "0012.50");
}

}  // namespace sessionstore::conformance
