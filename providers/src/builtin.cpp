#include <sessionstore/providers/builtin.h>
#include <sessionstore/sqlite/provider.h>

#include "mysql_refusal.h"

namespace sessionstore::providers {

ProviderRegistry builtin_registry() {
  ProviderRegistry registry;
  registry.add(sqlite::make_provider());
  registry.add(make_mysql_refusal());
  return registry;
}

}  // namespace sessionstore::providers
