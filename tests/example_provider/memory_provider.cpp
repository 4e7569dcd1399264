#include "memory_provider.h"

#include <sessionstore/clock.h>
#include <sessionstore/error.h>

#include "memory_store.h"

namespace example {

using namespace sessionstore;

namespace {

class MemoryProvider final : public Provider {
 public:
  [[nodiscard]] std::string_view name() const override { return "memory"; }
  [[nodiscard]] std::string_view description() const override {
    return "memory, for as long as the program runs";
  }
  [[nodiscard]] std::vector<std::string> location_schemes() const override { return {"memory"}; }
  [[nodiscard]] std::map<std::string, std::string> settings_of(
      std::string_view location) const override {
    if (location == "memory:") return {};
    throw Error(ErrorCode::invalid_argument,
                "'" + std::string(location) + "' is no place in memory", "write memory:");
  }
  [[nodiscard]] std::unique_ptr<SessionStore> open(const OpenOptions& options) const override {
    if (!options.settings.empty()) {
      throw Error(ErrorCode::invalid_argument,
                  "memory has no setting '" + options.settings.begin()->first + "'");
    }
    return std::make_unique<MemoryStore>(system_clock_millis);
  }
  [[nodiscard]] std::unique_ptr<SchemaAdmin> open_schema(const OpenOptions&) const override {
    return nullptr;
  }
};

}  // namespace

std::unique_ptr<Provider> make_memory_provider() { return std::make_unique<MemoryProvider>(); }

}  // namespace example
