#include "foreign_path.h"

#include <algorithm>

#include "case_folding.h"

namespace sessionstore::interop {
namespace {

bool is_slash(char c) { return c == '/' || c == '\\'; }

/// Whether `text` begins so, either slash for a backslash; then that is taken off.
bool take(std::string_view& text, std::string_view beginning) {
  const auto is_as = [](char a, char b) {
    return a == b || (is_slash(a) && is_slash(b)) || (b >= 'A' && b <= 'Z' && a == b - 'A' + 'a');
  };
  if (text.size() < beginning.size() ||
      !std::equal(beginning.begin(), beginning.end(), text.begin(),
                  [&](char b, char a) { return is_as(a, b); })) {
    return false;
  }
  text.remove_prefix(beginning.size());
  return true;
}

bool has_drive(std::string_view text) {
  const auto is_letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); };
  return text.size() >= 2 && is_letter(text[0]) && text[1] == ':' &&
         (text.size() == 2 || is_slash(text[2]));
}

}  // namespace

ForeignPath::ForeignPath(std::string_view text) {
  // A device's path, which is not cut short; of a drive or a share it is the same place.
  const bool is_long = take(text, R"(\\?\UNC\)") || take(text, R"(\\?\)") || take(text, R"(\\.\)");
  const bool is_share =
      text.size() > 2 && is_slash(text[0]) && is_slash(text[1]) && !is_slash(text[2]);
  if (has_drive(text)) {
    root_ = Root::drive;
    drive_ = folded(text.substr(0, 1));
    text.remove_prefix(2);
  } else if (is_long || is_share) {
    root_ = Root::share;
  } else if (text.starts_with('\\')) {
    root_ = Root::backslash;
  } else if (text.starts_with('/')) {
    root_ = Root::slash;
  }
  const bool of_windows = is_of_windows();
  const std::string_view separators = of_windows ? "/\\" : "/";
  while (!text.empty()) {
    const std::size_t end = std::min(text.find_first_of(separators), text.size());
    const std::string_view name = text.substr(0, end);
    if (!name.empty() && name != ".") {
      names_.emplace_back(name);
      folded_.push_back(of_windows ? folded(name) : std::string(name));
    }
    text.remove_prefix(std::min(end + 1, text.size()));
  }
}

bool ForeignPath::is_in(const ForeignPath& directory) const {
  return root_ == directory.root_ && drive_ == directory.drive_ &&
         folded_.size() >= directory.folded_.size() &&
         std::equal(directory.folded_.begin(), directory.folded_.end(), folded_.begin());
}

bool ForeignPath::is_of_windows() const { return root_ != Root::slash && root_ != Root::none; }

std::string ForeignPath::below(std::string_view name) const {
  const std::string wanted = is_of_windows() ? folded(name) : std::string(name);
  for (std::size_t i = names_.size(); i > 1; --i) {
    if (folded_[i - 2] == wanted) return from(i - 1);
  }
  return "";
}

std::string ForeignPath::from(std::size_t depth) const {
  std::string path;
  for (std::size_t i = depth; i < names_.size(); ++i) path += '/' + names_[i];
  return path;
}

}  // namespace sessionstore::interop
