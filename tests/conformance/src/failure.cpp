#include <fmt/format.h>
#include <sessionstore/conformance/failure.h>

namespace sessionstore::conformance {

Failure::Failure(std::string_view text, std::source_location where)
    : std::runtime_error(fmt::format("{}:{}: {}", where.file_name(), where.line(), text)) {}

}  // namespace sessionstore::conformance
