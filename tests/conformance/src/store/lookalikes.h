#pragma once

#include <string>
#include <vector>

namespace sessionstore::conformance {

/// Names that a database with an opinion on text would take for one another: by case, accents,
/// trailing blanks, width, as numbers or as patterns. Ascending as bytes.
const std::vector<std::string>& lookalikes();

}  // namespace sessionstore::conformance
