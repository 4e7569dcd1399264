#pragma once

#include <sessionstore/endpoint.h>

#include <string_view>

#include "ids.h"
#include "well_known.h"

namespace sessionstore::interop {

/// Tells a visitor what happened to the files of one session. Without a visitor nobody hears it.
class Reports {
 public:
  Reports() = default;
  explicit Reports(SessionVisitor& visitor) : visitor_(&visitor) {}

  void skipped(std::string_view path, std::string_view reason) const {
    if (visitor_ != nullptr) visitor_->on_skipped({printable(path), std::string(reason)});
  }
  void note(std::string_view path, std::string_view reason) const {
    if (visitor_ != nullptr) visitor_->on_note({printable(path), std::string(reason)});
  }
  void repaired(std::string_view path) const { note(path, kRepaired); }

 private:
  SessionVisitor* visitor_ = nullptr;
};

}  // namespace sessionstore::interop
