#pragma once

#include <sessionstore/error.h>
#include <sessionstore/store.h>

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <string>
#include <vector>

namespace sessionstore::tests {

/// What a writer was told of its calls, for comparison with what is in the store in the end. One
/// thread at a time.
class Ledger {
 public:
  enum class Told {
    done,
    refused,  ///< an error that says that nothing has happened, and that it may work later
    unknown,  ///< an error that says that it may have happened
  };
  /// A round of a writer: a message with one part, which are then changed.
  struct Round {
    std::string id;
    Told appended = Told::refused;
    Told changed = Told::refused;
    std::vector<Told> grown;  ///< of kPieces, in order
  };

  /// Makes one call of a store's. Throws what is none of the three.
  template <typename Call>
  Told told_by(const Call& call) {
    const Watch watch(*this);
    try {
      call();
    } catch (const Error& error) {
      return told_by_error(error);
    }
    ++acknowledged;
    return Told::done;
  }

  std::chrono::steady_clock::duration longest{};  ///< time that a call has taken
  std::size_t acknowledged = 0;                   ///< writes
  std::size_t refused = 0;
  std::size_t unknown = 0;
  std::vector<Round> rounds;
  std::vector<Told> records;  ///< of writing a round's number to the writer's record

 private:
  class Watch {
   public:
    explicit Watch(Ledger& ledger) : ledger_(ledger) {}
    ~Watch() {
      ledger_.longest = std::max(ledger_.longest, std::chrono::steady_clock::now() - begin_);
    }
    Watch(const Watch&) = delete;
    Watch& operator=(const Watch&) = delete;

   private:
    Ledger& ledger_;
    std::chrono::steady_clock::time_point begin_ = std::chrono::steady_clock::now();
  };

  Told told_by_error(const Error& error);
};

/// The document that a round changes its message to, and the text that it lets its part grow by.
std::string changed_data(const std::string& id);
extern const std::vector<std::string> kPieces;

/// What of `ledger`, of the writer `name`, is not so in the store: lost, doubled or misreported; a
/// line each. `turns` and `records` are the session's.
std::vector<std::string> mistakes(const Ledger& ledger, const std::string& name,
                                  const std::vector<Turn>& turns,
                                  const std::vector<Record>& records);

}  // namespace sessionstore::tests
