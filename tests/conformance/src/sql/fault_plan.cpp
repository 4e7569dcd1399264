#include <sessionstore/conformance/faulty_connection.h>

namespace sessionstore::conformance {

void FaultPlan::arm(Fault fault, std::int64_t call) {
  const std::lock_guard lock(mutex_);
  fault_ = fault;
  calls_left_ = call;
  fired_ = false;
}

void FaultPlan::disarm() {
  const std::lock_guard lock(mutex_);
  fault_.reset();
}

bool FaultPlan::fired() const {
  const std::lock_guard lock(mutex_);
  return fired_;
}

std::optional<Fault> FaultPlan::next() {
  const std::lock_guard lock(mutex_);
  if (!fault_ || --calls_left_ != 0) return std::nullopt;
  fired_ = true;
  const std::optional<Fault> now = fault_;
  fault_.reset();
  return now;
}

}  // namespace sessionstore::conformance
