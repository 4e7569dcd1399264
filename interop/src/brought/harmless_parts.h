#pragma once

#include <sessionstore/json/document.h>
#include <sessionstore/json/view.h>

#include <filesystem>
#include <string>

namespace sessionstore::interop {

/// What a part of another machine's would make the OpenCode here do, and what is brought instead.
struct BroughtPart {
  bool brought = true;
  json::Document data;
  std::string note;  ///< what was left out and why; empty where nothing was
};

/// Judges the parts of one session that comes from elsewhere:
///
///     patch          left out: an undo removes the files that it names, though they be newer than
///                    the session. That its hash is a snapshot of here too tells nothing, for the
///                    same commit gives the same hash on every machine
///     snapshot ids   (in snapshot, step-start and step-finish parts) only what git could have made
///     file           OpenCode, or the library that asks the model, fetches what a URL names: only
///                    data, and texts that are not here or lie in the session's directory
///     tool           the files attached to what it gave: only data
///     subtask, compaction   OpenCode carries out the one that stands last: only where an answer
///                    that has ended follows
class HarmlessParts {
 public:
  /// `directory`: the session's here, absolute.
  explicit HarmlessParts(std::filesystem::path directory) : directory_(std::move(directory)) {}

  /// `is_last`: whether no answer that has ended follows the part's message.
  [[nodiscard]] BroughtPart judge(const json::Document& part, bool is_last) const;

 private:
  [[nodiscard]] bool may_be_fetched(json::View file) const;

  std::filesystem::path directory_;
};

}  // namespace sessionstore::interop
