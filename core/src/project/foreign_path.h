#pragma once

#include <string_view>

#include "project/ascii.h"

namespace sessionstore {

/// Whether a path can only be a Windows one: `C:`, `C:\x`, `C:/x`, `\\server\share`.
inline bool is_windows_path(std::string_view path) {
  if (path.starts_with("\\\\")) return true;
  return path.size() >= 2 && is_ascii_letter(path[0]) && path[1] == ':' &&
         (path.size() == 2 || path[2] == '\\' || path[2] == '/');
}

}  // namespace sessionstore
