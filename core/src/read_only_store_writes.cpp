#include <sessionstore/error.h>

#include "read_only_store.h"

namespace sessionstore {

void ReadOnlyStore::refuse() const {
  throw Error(ErrorCode::unsupported, location() + " is only read, never written", settings_.hint);
}

void ReadOnlyStore::put_project(const Project& /*project*/) { refuse(); }

std::unique_ptr<BulkWriter> ReadOnlyStore::bulk_writer() { refuse(); }

Session ReadOnlyStore::create_session(const Session& /*session*/) { refuse(); }

Revision ReadOnlyStore::rename_session(std::string_view /*id*/, std::string_view /*title*/,
                                       std::optional<Revision> /*expected*/) {
  refuse();
}

Revision ReadOnlyStore::archive_session(std::string_view /*id*/, std::optional<Millis> /*archived*/,
                                        std::optional<Revision> /*expected*/) {
  refuse();
}

std::int64_t ReadOnlyStore::delete_session(std::string_view /*id*/) { refuse(); }

Message ReadOnlyStore::append_message(std::string_view /*session_id*/, const Turn& /*turn*/) {
  refuse();
}

Revision ReadOnlyStore::update_message(std::string_view /*session_id*/, const Message& /*message*/,
                                       std::optional<Revision> /*expected*/) {
  refuse();
}

Part ReadOnlyStore::append_part(std::string_view /*session_id*/, std::string_view /*message_id*/,
                                const Part& /*part*/) {
  refuse();
}

Revision ReadOnlyStore::update_part(std::string_view /*session_id*/,
                                    std::string_view /*message_id*/, const Part& /*part*/,
                                    std::optional<Revision> /*expected*/) {
  refuse();
}

Revision ReadOnlyStore::grow_part(std::string_view /*session_id*/, std::string_view /*message_id*/,
                                  std::string_view /*part_id*/, std::string_view /*text*/,
                                  std::optional<Revision> /*expected*/) {
  refuse();
}

Revision ReadOnlyStore::put_record(std::string_view /*session_id*/, const Record& /*record*/,
                                   std::optional<Revision> /*expected*/) {
  refuse();
}

bool ReadOnlyStore::delete_record(std::string_view /*session_id*/, std::string_view /*kind*/,
                                  std::string_view /*key*/) {
  refuse();
}

}  // namespace sessionstore
