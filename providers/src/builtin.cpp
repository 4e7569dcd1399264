#include <sessionstore/mysql/provider.h>
#include <sessionstore/providers/builtin.h>
#include <sessionstore/sqlite/provider.h>

namespace sessionstore::providers {

ProviderRegistry builtin_registry() {
  ProviderRegistry registry;
  registry.add(sqlite::make_provider());
  registry.add(mysql::make_provider());
  return registry;
}

}  // namespace sessionstore::providers
