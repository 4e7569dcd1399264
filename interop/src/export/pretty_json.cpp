#include "export/pretty_json.h"

#include <sessionstore/json/view.h>

#include <algorithm>
#include <string>

namespace sessionstore::interop {
namespace {

void break_line(Output& output, int level) {
  output.write("\n");
  for (int i = 0; i < level; ++i) output.write("  ");
}

/// The end of the string that begins there, one past its closing quote.
std::size_t end_of_string(std::string_view json, std::size_t at) {
  for (++at; at < json.size() && json[at] != '"'; ++at) {
    if (json[at] == '\\') ++at;
  }
  return std::min(at + 1, json.size());
}

}  // namespace

void write_pretty(Output& output, std::string_view json, int level) {
  for (std::size_t at = 0; at < json.size();) {
    const char c = json[at];
    if (c == '"') {
      const std::size_t end = end_of_string(json, at);
      output.write(json.substr(at, end - at));
      at = end;
      continue;
    }
    const bool empty = at + 1 < json.size() && (json[at + 1] == '}' || json[at + 1] == ']');
    if ((c == '{' || c == '[') && empty) {
      output.write(json.substr(at, 2));
      at += 2;
      continue;
    }
    if (c == '}' || c == ']') break_line(output, --level);
    output.write(json.substr(at, 1));
    if (c == '{' || c == '[') break_line(output, ++level);
    if (c == ',') break_line(output, level);
    if (c == ':') output.write(" ");
    ++at;
  }
}

void write_object(Output& output, std::string_view object, int level,
                  std::initializer_list<AddedMember> added,
                  std::initializer_list<std::string_view> without) {
  const json::View view(object);
  bool first = true;
  const auto begin_member = [&](std::string_view raw_key) {
    output.write(first ? "{" : ",");
    first = false;
    break_line(output, level + 1);
    output.write(raw_key);
    output.write(": ");
  };
  const auto add = [&](const AddedMember& member) {
    begin_member(json::quote(member.key));
    output.write(json::quote(member.text));
  };
  const auto belongs_first = [&](const AddedMember& member) {
    return member.before.empty() || !view[member.before].exists();
  };
  for (const AddedMember& member : added) {
    if (belongs_first(member)) add(member);
  }
  for (json::Cursor cursor(view); cursor.next();) {
    const auto is_key = [&](std::string_view key) { return cursor.key_is(key); };
    const bool replaced = std::any_of(
        added.begin(), added.end(), [&](const AddedMember& member) { return is_key(member.key); });
    if (replaced || std::any_of(without.begin(), without.end(), is_key)) continue;
    for (const AddedMember& member : added) {
      if (!belongs_first(member) && is_key(member.before)) add(member);
    }
    begin_member(cursor.raw_key());
    write_pretty(output, cursor.value().text(), level + 1);
  }
  if (first) {
    output.write("{}");
    return;
  }
  break_line(output, level);
  output.write("}");
}

}  // namespace sessionstore::interop
