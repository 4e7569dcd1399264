#include "storage.h"

#include <cerrno>

namespace sessionstore::interop {

void Storage::close() {
  const StopFlag stop = reader.stop;
  reader = FileReader();
  reader.stop = stop;
  root = Directory();
}

void list_directory(Storage& storage, const std::string& path, Listing& listing,
                    SkippedList& skipped) {
  storage.stop().check();
  Directory directory;
  int error = directory.open_in(storage.root, path);
  if (error == 0) {
    error = directory.list(listing, storage.stop());
    listing.follow_links(storage.root, path);
  } else {
    listing.clear();
  }
  if (error != 0 && error != ENOENT) skipped.add(path.empty() ? "." : path, reason_of(error));
}

std::optional<json::Document> read_document(Storage& storage, const std::string& path,
                                            SkippedList& skipped) {
  std::optional<json::Document> document = storage.reader.document(storage.root, path);
  if (!document) skipped.add(path, storage.reader.problem());
  return document;
}

}  // namespace sessionstore::interop
