#include "positioned_json.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <nlohmann/json.hpp>

#include "jsonc.h"

namespace sessionstore::config {
namespace {

constexpr std::size_t kMaxDepth = 64;
constexpr std::string_view kBrackets = "{}[],:";

// The parser's reason without its "last read", which quotes the file and so, perhaps, a password.
std::string reason_of(std::string_view what) {
  const std::size_t dash = what.find(" - ");
  if (dash == std::string_view::npos) return "syntax error";
  what.remove_prefix(dash + 3);
  return std::string(what.substr(0, what.find("; last read: ")));
}

// Builds the tree from the parser's events; PlainJson::tokens tells where each of them stands.
class Builder final : public nlohmann::json_sax<nlohmann::json> {
 public:
  Builder(const SourceFile& file, const PlainJson& plain) : file_(file), plain_(plain) {}

  Node take() { return std::move(root_); }

  bool null() override { return scalar(Node::Kind::null, "null"); }
  bool boolean(bool value) override {
    return scalar(Node::Kind::boolean, value ? "true" : "false");
  }
  bool number_integer(number_integer_t value) override {
    return scalar(Node::Kind::integer, std::to_string(value));
  }
  bool number_unsigned(number_unsigned_t value) override {
    return scalar(Node::Kind::integer, std::to_string(value));
  }
  bool number_float(number_float_t /*value*/, const string_t& raw) override {
    return scalar(Node::Kind::real, raw);
  }
  bool string(string_t& value) override { return scalar(Node::Kind::string, std::move(value)); }
  bool binary(binary_t& /*value*/) override { return false; }
  bool key(string_t& name) override {
    open_.back()->members.push_back({std::move(name), next_offset(), {}});
    return true;
  }
  bool start_object(std::size_t /*size*/) override { return open(Node::Kind::object); }
  bool start_array(std::size_t /*size*/) override { return open(Node::Kind::array); }
  bool end_object() override { return close(); }
  bool end_array() override { return close(); }

  bool parse_error(std::size_t position, const std::string& /*last_token*/,
                   const nlohmann::detail::exception& error) override {
    std::string reason = reason_of(error.what());
    const std::size_t at = start_of(position == 0 ? 0 : position - 1, reason);
    std::string hint = "the file must be JSON; comments (// and /* */) are allowed";
    if (at < plain_.text.size()) {
      const char found = plain_.text[at];
      if ((found == '}' || found == ']') && last_before(at) == ',') {
        hint = "remove the comma before the closing bracket";
      } else if (found == '\'') {
        hint = "keys and strings stand between double quotes";
      } else if (reason.find("UTF-8") != std::string::npos) {
        hint = "save the file as UTF-8";
      }
    }
    // What is not followed by a colon is no key but rather a value at the wrong place.
    if (std::string_view(error.what()).find("parsing object separator") != std::string_view::npos) {
      open_.back()->members.pop_back();
    }
    if (open_.empty() && root_seen_) reason = "there is text after the closing bracket";
    throw file_.error(at, path(), reason, hint);
  }

 private:
  Node& place_for_value() {
    if (open_.empty()) {
      root_seen_ = true;
      return root_;
    }
    Node& parent = *open_.back();
    if (parent.kind == Node::Kind::array) parent.members.emplace_back();
    return parent.members.back().value;
  }

  bool scalar(Node::Kind kind, std::string text) {
    Node& node = place_for_value();
    node.kind = kind;
    node.offset = next_offset();
    node.text = std::move(text);
    return true;
  }

  bool open(Node::Kind kind) {
    Node& node = place_for_value();
    node.kind = kind;
    node.offset = next_offset();
    if (open_.size() == kMaxDepth) {
      throw file_.error(node.offset, {}, fmt::format("nested deeper than {} levels", kMaxDepth));
    }
    // The pointers stay valid: only the innermost container ever grows.
    open_.push_back(&node);
    return true;
  }

  bool close() {
    open_.pop_back();
    return true;
  }

  std::size_t next_offset() {
    return next_ < plain_.tokens.size() ? plain_.tokens[next_++] : plain_.text.size();
  }

  // Where the token starts in which the parser stopped.
  [[nodiscard]] std::size_t start_of(std::size_t stopped, std::string_view reason) const {
    const std::size_t end = plain_.text.find_last_not_of(" \t\r\n") + 1;
    if (reason.find("unexpected end of input") != std::string_view::npos) return end;
    const std::size_t at = std::min(stopped, plain_.text.size());
    const bool unexpected = !reason.starts_with("invalid");
    if (unexpected && at < end && kBrackets.find(plain_.text[at]) != std::string_view::npos)
      return at;
    const auto after = std::upper_bound(plain_.tokens.begin(), plain_.tokens.end(), at);
    return after == plain_.tokens.begin() ? at : *std::prev(after);
  }

  [[nodiscard]] char last_before(std::size_t at) const {
    const std::size_t found =
        at == 0 ? std::string::npos : plain_.text.find_last_not_of(" \t\r\n", at - 1);
    return found == std::string::npos ? '\0' : plain_.text[found];
  }

  [[nodiscard]] std::string path() const {
    std::string path;
    for (const Node* node : open_) {
      if (node->kind != Node::Kind::object || node->members.empty()) break;
      if (!path.empty()) path += '.';
      path += printable(node->members.back().key);
    }
    return path;
  }

  const SourceFile& file_;
  const PlainJson& plain_;
  std::size_t next_ = 0;
  Node root_;
  bool root_seen_ = false;
  std::vector<Node*> open_;
};

}  // namespace

std::string_view Node::kind_name() const {
  switch (kind) {
    case Kind::null:
      return "null";
    case Kind::boolean:
      return "a boolean";
    case Kind::integer:
    case Kind::real:
      return "a number";
    case Kind::string:
      return "a string";
    case Kind::array:
      return "an array";
    case Kind::object:
      return "an object";
  }
  return "unknown";
}

Node parse_positioned(const SourceFile& file) {
  const PlainJson plain = plain_json(file.text);
  if (plain.open_comment != std::string::npos) {
    throw file.error(plain.open_comment, {}, "this comment never ends", "close it with */");
  }
  Builder builder(file, plain);
  nlohmann::json::sax_parse(plain.text, &builder);
  Node root = builder.take();
  if (root.kind != Node::Kind::object) {
    throw file.error(root.offset, {},
                     fmt::format("a configuration is an object, not {}", root.kind_name()),
                     "write it between { and }");
  }
  return root;
}

}  // namespace sessionstore::config
