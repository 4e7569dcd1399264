#pragma once

#include <sessionstore/digest.h>
#include <sessionstore/model.h>

#include <optional>

namespace sessionstore::interop {

/// Writes the rows of one session inside the caller's transaction.
class SessionRowWriter {
 public:
  virtual ~SessionRowWriter() = default;
  /// Throws Error(conflict) where what is there is not as expected; nothing is written then.
  virtual void begin(const Session& session, const std::optional<Digest>& expected) = 0;
  virtual void put(const Message& message) = 0;
  virtual void put(const Part& part) = 0;
  virtual void put(const Record& record) = 0;
  /// `fingerprint` is what reading it back must give.
  virtual void end(const Digest& fingerprint) = 0;
  /// What was written is there for others now.
  virtual void committed() {}
};

}  // namespace sessionstore::interop
