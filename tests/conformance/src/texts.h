#pragma once

#include <string>
#include <vector>

namespace sessionstore::conformance {

using Texts = std::vector<std::string>;

}  // namespace sessionstore::conformance
