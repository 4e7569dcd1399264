// Holds config/schema/opencode-sessionstore.schema.json and the parser against each other.
#include <catch2/catch.hpp>
#include <cstdio>
#include <fstream>
#include <nlohmann/json.hpp>
#include <set>
#include <sstream>

#include "../../config/src/keys.h"
#include "sandbox.h"

using namespace sessionstore::config;
using nlohmann::json;
using sessionstore::tests::contains;
using sessionstore::tests::error_of;
using sessionstore::tests::Sandbox;

namespace {

const std::filesystem::path kTests = std::filesystem::path(TESTS_DATA_DIR).parent_path();
const std::filesystem::path kSchema =
    kTests.parent_path() / "config/schema/opencode-sessionstore.schema.json";

json read(const std::filesystem::path& path) {
  std::ifstream file(path);
  REQUIRE(file.good());
  return json::parse(file);
}

// What the schema says about each document, by Debian's own Python.
std::vector<std::string> judge(const Sandbox& box, const json& documents) {
  const auto input = box.root() / "documents.json";
  Sandbox::write(input, documents.dump());
  const std::string command = "/usr/bin/python3 '" + (kTests / "config/judge_schema.py").string() +
                              "' '" + kSchema.string() + "' '" + input.string() + "'";
  FILE* const pipe = ::popen(command.c_str(), "r");
  REQUIRE(pipe != nullptr);
  std::string output;
  for (int c = std::fgetc(pipe); c != EOF; c = std::fgetc(pipe)) output += static_cast<char>(c);
  INFO("needs the package python3-jsonschema");
  REQUIRE(::pclose(pipe) == 0);
  std::vector<std::string> verdicts;
  std::istringstream lines(output);
  for (std::string line; std::getline(lines, line);) verdicts.push_back(line);
  return verdicts;
}

void collect(const json& schema, const json& section, const std::string& prefix,
             std::set<std::string>& keys) {
  for (const auto& [name, property] : section.at("properties").items()) {
    const bool is_section = property.contains("properties");
    const std::string reference = property.value("$ref", "");
    const std::string key = prefix + name;
    if (is_section) {
      collect(schema, property, key + ".", keys);
    } else if (reference == "#/definitions/sqlite" || reference == "#/definitions/mysql") {
      collect(schema, schema.at("definitions").at(name), key + ".", keys);
    } else {
      keys.insert(key);
    }
  }
}

/// Those of the object that the key is in.
const json& properties_of(const json& schema, std::string_view key) {
  for (const std::string section : {"sqlite", "mysql"}) {
    if (key.find("." + section + ".") != std::string_view::npos) {
      return schema.at("definitions").at(section).at("properties");
    }
  }
  const std::string top(key.substr(0, key.find('.')));
  return schema.at("properties").at(top).at("properties");
}

}  // namespace

TEST_CASE("schema and parser know the same keys") {
  const json schema = read(kSchema);
  std::set<std::string> of_schema;
  collect(schema, schema, "", of_schema);
  std::set<std::string> of_parser;
  for (const KeySpec& spec : known_keys()) of_parser.emplace(spec.key);
  CHECK(of_schema == of_parser);
}

TEST_CASE("schema and parser agree on defaults and ranges") {
  const json schema = read(kSchema);
  for (const KeySpec& spec : known_keys()) {
    const json& properties = properties_of(schema, spec.key);
    const std::string name(last_name(spec.key));
    if (spec.kind != KeyKind::integer && spec.kind != KeyKind::choice) continue;
    CAPTURE(name);
    const json& property = properties.at(name);
    CHECK(property.contains("default") == !spec.default_value.empty());  // some are computed
    const json value = property.value("default", json(""));
    CHECK((value.is_string() ? value.get<std::string>() : value.dump()) == spec.default_value);
    if (spec.kind == KeyKind::integer) {
      CHECK(property.at("minimum") == spec.least);
      CHECK(property.at("maximum") == spec.most);
    }
  }
}

TEST_CASE("schema and parser judge configurations alike") {
  const json cases = read(kTests / "config/cases.json");
  REQUIRE(cases.size() > 150);
  json documents = json::array();
  for (const json& one : cases) documents.push_back(one.at("config"));
  const Sandbox box;
  const std::vector<std::string> verdicts = judge(box, documents);
  REQUIRE(verdicts.size() == cases.size());

  for (std::size_t i = 0; i < cases.size(); ++i) {
    const json& one = cases.at(i);
    CAPTURE(one.at("name").get<std::string>(), verdicts[i]);
    const std::string expected = one.at("parser").get<std::string>();
    // A case says so where the rule is beyond what a schema can express.
    const bool valid = expected.empty() || one.value("schema", "") == "valid";
    CHECK((verdicts[i] == "valid") == valid);

    Sandbox::write(box.users_file(), one.at("config").dump());
    const auto error = error_of([&] { return box.load(); });
    if (expected.empty()) {
      CHECK(std::string(error.what()) == "nothing was thrown");
    } else {
      CAPTURE(error.what());
      CHECK(error.code() == sessionstore::ErrorCode::invalid_argument);
      CHECK(contains(error.what(), expected));
    }
  }
}
