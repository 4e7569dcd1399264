#include <fmt/format.h>
#include <sessionstore/conformance/rows.h>
#include <sessionstore/json/view.h>

#include <utility>

namespace sessionstore::conformance {

Session make_session(std::string id, std::string project, Millis updated) {
  Session session;
  session.data = json::Document::parse(
      fmt::format(R"({{"title":{},"version":"1.1.65"}})", json::quote("about " + id)));
  session.id = std::move(id);
  session.project_id = std::move(project);
  session.agent_project_id = "4b0ea68d7af9a6031a7ffda7ad66e0cb83315750";
  session.title = "about " + session.id;
  session.directory = "/home/ann/app";
  session.author = "ann";
  session.machine = "laptop";
  session.created = updated - 1000;
  session.updated = updated;
  return session;
}

Message make_message(std::string id, std::string data) {
  Message message;
  message.id = std::move(id);
  message.role = "user";
  message.created = message.updated = 1'700'000'000'000;
  message.input_tokens = 10;
  message.output_tokens = 3;
  message.cost = 0.25;
  message.data = json::Document::parse(data);
  return message;
}

Part make_part(std::string id, std::string data) {
  Part part;
  part.id = std::move(id);
  part.type = "text";
  part.created = part.updated = 1'700'000'000'000;
  part.data = json::Document::parse(data);
  return part;
}

Part text_part(std::string id, std::string_view text) {
  return make_part(std::move(id), fmt::format(R"({{"type":"text","text":{}}})", json::quote(text)));
}

Record make_record(std::string kind, std::string key, std::string data) {
  return {std::move(kind), std::move(key), json::Document::parse(data)};
}

Turn make_turn(const std::string& id, int parts) {
  Turn turn{make_message(id), {}};
  for (int part = 0; part < parts; ++part) {
    turn.parts.push_back(text_part(fmt::format("{}-{}", id, part), fmt::format("part {}", part)));
  }
  return turn;
}

void put_sample(SessionStore& store, const std::string& id, const std::string& project) {
  store.create_session(make_session(id, project));
  store.append_message(id, make_turn("msg_1_" + id, 3));
  store.append_message(id, make_turn("msg_2_" + id, 2));
  store.put_record(id, make_record("todo", "", R"([{"content":"x"}])"));
  store.put_record(id, make_record("diff", "src/a b.cpp", R"({"added":1.0})"));
}

std::string text_of(const Part& part) {
  return json::View(part.data.text())["text"].string().value_or("(no text)");
}

}  // namespace sessionstore::conformance
