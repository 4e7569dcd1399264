#pragma once

#include <sessionstore/endpoint.h>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "directory.h"
#include "file_reader.h"
#include "layout.h"
#include "names.h"
#include "opencode_shapes/ids.h"

namespace sessionstore::interop {

/// An open storage/ directory with what reading from it needs again and again. One thread.
struct Storage {
  Layout layout;
  Directory root;
  FileReader reader;
  Listing listing;

  /// Ends whatever goes on in it.
  [[nodiscard]] const StopFlag& stop() const noexcept { return reader.stop; }
  /// Holds nothing open any more, until `root` is opened again.
  void close();
};

/// Names what could not be taken.
class SkippedList {
 public:
  explicit SkippedList(std::vector<Skipped>& skipped) : skipped_(skipped) {}
  void add(std::string_view path, std::string_view reason) {
    skipped_.push_back({printable(path), std::string(reason)});
  }

 private:
  std::vector<Skipped>& skipped_;
};

/// The names in the directory `path` of the storage (empty: itself), into `listing`. One that does
/// not exist is empty; one that cannot be read is named in `skipped`.
void list_directory(Storage& storage, const std::string& path, Listing& listing,
                    SkippedList& skipped);

/// Calls `use(id, path)` for each file `<id>.json` in `listing`, the names in directory `path`;
/// what is none is named in `skipped`.
template <typename Use>
void for_each_json(const Listing& listing, const std::string& path, SkippedList& skipped, Use use) {
  for (const Entry& entry : listing) {
    const NameCheck name = check_json_file(entry);
    const std::string file = path + '/' + std::string(entry.name);
    if (!name.problem.empty()) skipped.add(file, name.problem);
    if (!name.id.empty()) use(std::string(name.id), file);
  }
}

/// The same for each directory `<id>` in it.
template <typename Use>
void for_each_directory(const Listing& listing, const std::string& path, SkippedList& skipped,
                        Use use) {
  for (const Entry& entry : listing) {
    const NameCheck name = check_directory(entry);
    const std::string directory = path + '/' + std::string(entry.name);
    if (!name.problem.empty()) skipped.add(directory, name.problem);
    if (!name.id.empty()) use(std::string(name.id), directory);
  }
}

/// The JSON document in file `path` of the storage; one that cannot be read is named in `skipped`.
std::optional<json::Document> read_document(Storage& storage, const std::string& path,
                                            SkippedList& skipped);

}  // namespace sessionstore::interop
