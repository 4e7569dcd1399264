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
///                    data, and texts that are not here or lie in the session's directory. Nor does
///                    it name a resource that OpenCode would have a server read
///     tool           the files attached to what it gave: only data
///     subtask, compaction   as a text that says what it was. OpenCode carries out the one behind
///                    which no answer stands: one that stands there now may be undone later
class HarmlessParts {
 public:
  /// `directory`: the session's here, absolute.
  explicit HarmlessParts(std::filesystem::path directory) : directory_(std::move(directory)) {}

  [[nodiscard]] BroughtPart judge(const json::Document& part) const;

 private:
  [[nodiscard]] BroughtPart judge_file(const json::Document& part) const;
  [[nodiscard]] bool may_be_fetched(json::View file) const;

  std::filesystem::path directory_;
};

}  // namespace sessionstore::interop
