#include <fmt/format.h>
#include <sessionstore/conformance/failure.h>

namespace sessionstore::conformance {

Failure::Failure(std::string_view text, CodePlace where)
    : std::runtime_error(fmt::format("{}:{}: {}", where.file, where.line, text)) {}

}  // namespace sessionstore::conformance
