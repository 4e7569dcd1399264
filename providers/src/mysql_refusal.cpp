#include "mysql_refusal.h"

#include <sessionstore/error.h>

namespace sessionstore::providers {
namespace {

[[noreturn]] void refuse() {
  throw Error(ErrorCode::unsupported, "this version of sessionstore has no MySQL provider yet",
              "use the provider sqlite (sessionProvider.type, OPENCODE_SESSION_PROVIDER_TYPE or "
              "--provider) until it has");
}

class MysqlRefusal final : public Provider {
 public:
  [[nodiscard]] std::string_view name() const override { return "mysql"; }
  [[nodiscard]] std::string_view description() const override {
    return "a team's MySQL or MariaDB: not in this version yet";
  }
  [[nodiscard]] std::vector<std::string> location_schemes() const override { return {"mysql"}; }
  [[nodiscard]] std::map<std::string, std::string> settings_of(std::string_view) const override {
    refuse();
  }
  [[nodiscard]] std::unique_ptr<SessionStore> open(const OpenOptions&) const override { refuse(); }
  [[nodiscard]] std::unique_ptr<SchemaAdmin> open_schema(const OpenOptions&) const override {
    refuse();
  }
};

}  // namespace

std::unique_ptr<Provider> make_mysql_refusal() { return std::make_unique<MysqlRefusal>(); }

}  // namespace sessionstore::providers
