#include "transfer/event_queue.h"

#include <utility>

namespace sessionstore::transfer_detail {
namespace {

// Enough to keep both sides busy across one commit; little beside what a process takes anyway.
constexpr std::size_t kMostBytes = 8U << 20U;
constexpr std::size_t kMostEntries = 4096;

}  // namespace

bool EventQueue::push(Event event, std::size_t bytes) {
  std::unique_lock lock(mutex_);
  // One entry larger than the limit still passes, alone.
  changed_.wait(lock, [&] {
    return closed_ || entries_.empty() ||
           (bytes_ + bytes <= kMostBytes && entries_.size() < kMostEntries);
  });
  if (closed_) return false;
  entries_.push_back({std::move(event), bytes});
  bytes_ += bytes;
  changed_.notify_all();
  return true;
}

Event EventQueue::pop() {
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [&] { return !entries_.empty(); });
  Entry entry = std::move(entries_.front());
  entries_.pop_front();
  bytes_ -= entry.bytes;
  changed_.notify_all();
  return std::move(entry.event);
}

void EventQueue::close() {
  const std::lock_guard lock(mutex_);
  closed_ = true;
  entries_.clear();
  bytes_ = 0;
  changed_.notify_all();
}

}  // namespace sessionstore::transfer_detail
