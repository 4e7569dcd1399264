#include "project_files.h"

#include "paths.h"

namespace sessionstore::interop {

bool is_storage_of_project(const std::filesystem::path& storage, int& error) {
  for (const char* const later : {"message", "part"}) {
    if (has_directory(storage / later, error) || error != 0) return false;
  }
  for (const char* const kind : {"info", "message", "part"}) {
    if (has_directory(storage / "session" / kind, error)) return true;
    if (error != 0) return false;
  }
  return false;
}

bool is_storage_of_project(const std::filesystem::path& storage) {
  int ignored = 0;
  return is_storage_of_project(storage, ignored);
}

}  // namespace sessionstore::interop
