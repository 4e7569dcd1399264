// Holds the provider to the conformance suite: prints what fails and a summary.
#include <sessionstore/conformance/check.h>
#include <sessionstore/provider.h>

#include <cstdlib>
#include <iostream>
#include <memory>

#include "memory_provider.h"

namespace {

/// A store in memory is its own place: opening it again gives the same one.
class MemoryPlace final : public sessionstore::conformance::StorePlace {
 public:
  explicit MemoryPlace(const sessionstore::Provider& provider) : store_(provider.open({})) {}
  std::shared_ptr<sessionstore::SessionStore> open() override { return store_; }

 private:
  std::shared_ptr<sessionstore::SessionStore> store_;
};

}  // namespace

int main() {
  sessionstore::ProviderRegistry registry;
  registry.add(example::make_memory_provider());
  const auto new_place = [&] { return std::make_unique<MemoryPlace>(registry.get("memory")); };

  int failed = 0;
  for (const auto& check : sessionstore::conformance::store_checks()) {
    const auto failure = sessionstore::conformance::failure_of(check, new_place);
    if (!failure) continue;
    ++failed;
    std::cout << "FAILED " << check.group << ": " << check.name << "\n  " << *failure << '\n';
  }
  const auto all = sessionstore::conformance::store_checks().size();
  std::cout << all - static_cast<std::size_t>(failed) << " of " << all << " checks passed\n";
  return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
