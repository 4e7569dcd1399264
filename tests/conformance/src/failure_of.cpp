#include <fmt/format.h>
#include <sessionstore/conformance/check.h>
#include <sessionstore/conformance/failure.h>
#include <sessionstore/error.h>

namespace sessionstore::conformance {
namespace {

template <typename NewPlace>
std::optional<std::string> run(const Check<NewPlace>& check, const NewPlace& new_place) {
  try {
    check.run(new_place);
    return std::nullopt;
  } catch (const Failure& failure) {
    return failure.what();
  } catch (const Error& error) {
    return fmt::format("an error that was not expected: Error({}): {}\n{}", to_string(error.code()),
                       error.what(), error.hint());
  } catch (const std::exception& error) {
    return fmt::format("an exception that is no sessionstore::Error: {}", error.what());
  }
}

}  // namespace

std::optional<std::string> failure_of(const StoreCheck& check, const NewStorePlace& new_place) {
  return run(check, new_place);
}

std::optional<std::string> failure_of(const SqlCheck& check, const NewSqlPlace& new_place) {
  return run(check, new_place);
}

}  // namespace sessionstore::conformance
