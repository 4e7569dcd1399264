#pragma once

#include <sessionstore/endpoint.h>

#include "bundle/contents.h"

namespace sessionstore::interop::bundle {

class BundleSource final : public SessionSource {
 public:
  /// Throws as open_bundle() does.
  BundleSource(BundleFile file, bool salvage);

  [[nodiscard]] std::string location() const override { return file_.location(); }
  Inventory inventory() override;
  void read_session(std::string_view id, SessionVisitor& visitor) override;

 private:
  BundleFile file_;
  Contents contents_;
};

}  // namespace sessionstore::interop::bundle
