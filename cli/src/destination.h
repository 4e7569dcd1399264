#pragma once

#include <sessionstore/transfer.h>

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "context.h"

namespace sessionstore::cli {

/// What only some places ask for.
struct DestinationOptions {
  /// FROM=TO: what lies in directory FROM where the sessions come from lies in TO here.
  std::vector<std::string> directories;
};

/// A place that a whole source can be sent to.
class Destination {
 public:
  virtual ~Destination() = default;
  /// A LOCATION for people, without secrets.
  [[nodiscard]] virtual std::string location() const = 0;
  /// Takes every session of `source`.
  virtual TransferReport take(SessionSource& source, const TransferOptions& options) = 0;
  /// The store behind it, which knows projects by other names; null where it is none.
  virtual SessionStore* store() { return nullptr; }
  /// Whether what it takes goes to standard output.
  [[nodiscard]] virtual bool on_stdout() const { return false; }
};

/// Whether it is standard output.
bool is_stdout(const Context& context, const std::string& location, std::string_view option);

/// Throws as open_destination() does for a LOCATION that cannot be written whatever is sent there;
/// changes nothing.
void check_destination(Context& context, const std::string& location, std::string_view option);

/// What a LOCATION to write names: a store, made where there is none, a bundle, or OpenCode's own
/// database. `option` is what the user gave it with. Throws Error.
std::unique_ptr<Destination> open_destination(Context& context, const std::string& location,
                                              std::string_view option,
                                              const DestinationOptions& options = {});

/// A store that is open, which must outlive it.
std::unique_ptr<Destination> destination_of(SessionStore& store);

/// A bundle in the file `path`, "-" for standard output, but never for a terminal.
std::unique_ptr<Destination> bundle_destination(const Context& context,
                                                const std::filesystem::path& path);

/// OpenCode's database in the file or data directory of an `opencode:` LOCATION; of the user's own
/// data directory the one that OPENCODE_DB names.
std::unique_ptr<Destination> opencode_destination(const Context& context,
                                                  const std::string& location,
                                                  std::string_view option,
                                                  const DestinationOptions& options);

}  // namespace sessionstore::cli
