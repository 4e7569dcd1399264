#include "record_scan.h"

#include <sessionstore/json/edit.h>
#include <sessionstore/json/view.h>

#include <algorithm>
#include <array>
#include <utility>

namespace sessionstore::interop {
namespace {

constexpr std::size_t kDeepest = 32;

// What has tables of its own, and the layout marker.
bool is_read_elsewhere(std::string_view name) {
  constexpr std::array<std::string_view, 5> kNames{"project", "session", "message", "part",
                                                   "migration"};
  return std::find(kNames.begin(), kNames.end(), name) != kNames.end();
}

// Up to 0.5 all that is of sessions lies in session/: kinds that a later storage/ has beside it,
// such as session_share, are session/share there.
constexpr const char* kSession = "session";
constexpr const char* kBelowSession = "session/";

bool is_read_elsewhere_of_project(std::string_view name) {
  return name == "info" || name == "message" || name == "part";
}

class RecordScan {
 public:
  RecordScan(Storage& storage, SkippedList& skipped) : storage_(storage), skipped_(skipped) {}

  std::vector<RecordFile> run() {
    const bool of_project = storage_.layout.is_of_project();
    Listing names;
    list_directory(storage_, "", names, skipped_);
    for (const Entry& entry : names) {
      const bool elsewhere = of_project ? entry.name == "migration" || entry.name == "session"
                                        : is_read_elsewhere(entry.name);
      if (!elsewhere) take(entry, "storage", "", "");
    }
    if (!of_project) return std::move(files_);
    list_directory(storage_, kSession, names, skipped_);
    for (const Entry& entry : names) {
      if (!is_read_elsewhere_of_project(entry.name)) take(entry, "storage", kBelowSession, "");
    }
    return std::move(files_);
  }

 private:
  // `folder` is the path of the entry's directory below storage/, `below` that below the kind's.
  void take(const Entry& entry, const std::string& kind, const std::string& folder,
            const std::string& below) {
    const bool is_directory = entry.kind == EntryKind::directory;
    const NameCheck name = is_directory ? check_directory(entry) : check_json_file(entry);
    const std::string path = folder + std::string(entry.name);
    if (!name.problem.empty()) skipped_.add(path, name.problem);
    if (name.id.empty()) return;
    if (!is_directory) {
      files_.push_back({kind, below + std::string(name.id), path});
    } else if (folder.empty()) {
      walk(std::string(name.id), path, "");
    } else if (folder == kBelowSession) {
      walk("session_" + std::string(name.id), path, "");
    } else {
      walk(kind, path, below + std::string(name.id) + '/');
    }
  }

  // No link to a directory is followed, so that each is come to once.
  void walk(const std::string& kind, const std::string& path, const std::string& below) {
    if (depth_ >= kDeepest) return skipped_.add(path, "directories nested too deep");
    ++depth_;
    Listing names;
    list_directory(storage_, path, names, skipped_);
    for (const Entry& entry : names) take(entry, kind, path + '/', below);
    --depth_;
  }

  Storage& storage_;
  SkippedList& skipped_;
  std::vector<RecordFile> files_;
  std::size_t depth_ = 0;
};

}  // namespace

std::vector<RecordFile> scan_record_files(Storage& storage, SkippedList& skipped) {
  return RecordScan(storage, skipped).run();
}

json::Document without_secret(const std::string& kind, json::Document document) {
  constexpr std::array<std::string_view, 1> kSecret{"secret"};
  if (kind != "session_share" || !json::View(document.text()).is_object()) return document;
  return json::with_member(document, kSecret, "");
}

std::optional<Record> read_record(Storage& storage, const RecordFile& file, SkippedList& skipped) {
  std::optional<json::Document> document = read_document(storage, file.path, skipped);
  if (!document) return std::nullopt;
  return Record{file.kind, file.key, without_secret(file.kind, *std::move(document))};
}

}  // namespace sessionstore::interop
