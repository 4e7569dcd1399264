#include <sessionstore/provider.h>

#include <catch2/catch.hpp>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "support/error_of.h"

namespace sessionstore {
namespace {

using tests::error_of;

class NamedProvider : public Provider {
 public:
  NamedProvider(std::string name, std::vector<std::string> schemes)
      : name_(std::move(name)), schemes_(std::move(schemes)) {}
  [[nodiscard]] std::string_view name() const override { return name_; }
  [[nodiscard]] std::string_view description() const override { return "for this test"; }
  [[nodiscard]] std::vector<std::string> location_schemes() const override { return schemes_; }
  [[nodiscard]] std::map<std::string, std::string> settings_of(std::string_view) const override {
    return {};
  }
  [[nodiscard]] std::unique_ptr<SessionStore> open(const OpenOptions&) const override {
    return nullptr;
  }
  [[nodiscard]] std::unique_ptr<SchemaAdmin> open_schema(const OpenOptions&) const override {
    return nullptr;
  }

 private:
  std::string name_;
  std::vector<std::string> schemes_;
};

std::unique_ptr<Provider> named(const std::string& name, std::vector<std::string> schemes) {
  return std::make_unique<NamedProvider>(name, std::move(schemes));
}

TEST_CASE("providers are found by name and by scheme, and listed by name", "[registry]") {
  ProviderRegistry registry;
  registry.add(named("sqlite", {"sqlite"}));
  registry.add(named("mysql", {"mysql", "mariadb"}));
  CHECK(registry.get("mysql").name() == "mysql");
  REQUIRE(registry.for_location("mariadb://host/db") != nullptr);
  CHECK(registry.for_location("mariadb://host/db")->name() == "mysql");
  CHECK(registry.for_location("sqlite:/a:b")->name() == "sqlite");
  CHECK(registry.for_location("bundle:/x") == nullptr);
  CHECK(registry.for_location("sqlite") == nullptr);
  CHECK(registry.for_location("") == nullptr);
  REQUIRE(registry.all().size() == 2);
  CHECK(registry.all()[0]->name() == "mysql");
  CHECK(registry.all()[1]->name() == "sqlite");
}

TEST_CASE("a second one of a name or scheme is refused", "[registry]") {
  ProviderRegistry registry;
  registry.add(named("sqlite", {"sqlite"}));
  CHECK(error_of([&] { registry.add(named("sqlite", {"other"})); }).code() ==
        ErrorCode::already_exists);
  const Error taken = error_of([&] { registry.add(named("other", {"x", "sqlite"})); });
  CHECK(taken.code() == ErrorCode::already_exists);
  CHECK_THAT(taken.what(), Catch::Contains("sqlite"));
  CHECK(registry.all().size() == 1);
}

TEST_CASE("an unknown name lists the known ones", "[registry]") {
  ProviderRegistry registry;
  registry.add(named("sqlite", {"sqlite"}));
  const Error error = error_of([&] { static_cast<void>(registry.get("sqlit")); });
  CHECK(error.code() == ErrorCode::invalid_argument);
  CHECK_THAT(error.what(), Catch::Contains("'sqlit'"));
  CHECK_THAT(error.hint(), Catch::Contains("did you mean 'sqlite'"));
}

}  // namespace
}  // namespace sessionstore
