#include <fmt/format.h>
#include <sessionstore/conformance/require.h>

namespace sessionstore::conformance {

void require(std::string_view rule, bool holds, CodePlace where) {
  if (!holds) throw Failure(fmt::format("not so: {}", rule), where);
}

Error require_error(std::string_view what, ErrorCode code, const std::function<void()>& call,
                    CodePlace where) {
  try {
    call();
  } catch (const Error& error) {
    if (error.code() == code) return error;
    throw Failure(fmt::format("{}: expected Error({}), found Error({}): {}", what, to_string(code),
                              to_string(error.code()), error.what()),
                  where);
  }
  throw Failure(fmt::format("{}: expected Error({}), found no error", what, to_string(code)),
                where);
}

}  // namespace sessionstore::conformance
