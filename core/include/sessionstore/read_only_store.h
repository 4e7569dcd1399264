#pragma once

#include <sessionstore/store.h>

#include <functional>
#include <memory>
#include <string>

namespace sessionstore {

struct ReadOnlySettings {
  std::string provider;  ///< what status() says
  std::string hint;      ///< the remedy where somebody wants to write
  std::string author;    ///< for sessions that have none, as TransferOptions
  std::string machine;   ///< for sessions that have none
  /// Is told of each place of the source that could not be read, once, when which sessions there
  /// are is looked at; may be empty. It must not call the store.
  std::function<void(const Skipped&)> on_skipped = {};
};

/// A source as a store that answers all reads, and refuses all writes with Error(unsupported).
///
/// A session's revision is 0. Which sessions there are is looked at once, when that is first
/// needed; what they hold, with each call. Safe from many threads, one call at a time: a visitor
/// must not call it.
std::unique_ptr<SessionStore> open_read_only(std::unique_ptr<SessionSource> source,
                                             ReadOnlySettings settings);

}  // namespace sessionstore
