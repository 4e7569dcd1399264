#include "recovery.h"

#include <sessionstore/json/view.h>

#include <utility>

namespace sessionstore::interop {

json::Document recovered_document(std::string_view reason) {
  return json::Document::parse(R"({"sessionstore":{"recovered":)" + json::quote(reason) + "}}");
}

Session recovered_session(std::string id, std::string directory, std::string_view reason) {
  Session session;
  session.id = std::move(id);
  session.title = "Recovered session";
  session.directory = std::move(directory);
  session.data = recovered_document(reason);
  return session;
}

Message recovered_message(std::string id, Millis created, std::string_view reason) {
  Message message;
  message.id = std::move(id);
  message.created = created;
  message.updated = created;
  message.data = recovered_document(reason);
  return message;
}

}  // namespace sessionstore::interop
