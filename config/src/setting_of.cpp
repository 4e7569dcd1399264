#include "setting_of.h"

#include "keys.h"
#include "secret.h"

namespace sessionstore::config {

Setting setting_of(std::string_view key, const Entry& entry) {
  Setting setting{entry.value, entry.origin};
  setting.from_working_directory = entry.from_working_directory;
  const KeySpec* const spec = find_key(key);
  if (spec == nullptr) {
    // A third party's setting: its name is all there is to judge by.
    setting.secret = looks_secret(last_name(key));
    return setting;
  }
  setting.dsn = spec->kind == KeyKind::dsn;
  // A command line may hold a password too.
  setting.secret = setting.dsn || spec->kind == KeyKind::password || spec->kind == KeyKind::command;
  return setting;
}

}  // namespace sessionstore::config
