#pragma once

#include <cstdint>
#include <cstdio>
#include <nlohmann/json_fwd.hpp>
#include <string_view>
#include <vector>

namespace sessionstore::cli {

/// Only declared here, for its header is large: who makes one includes <nlohmann/json.hpp>.
using Json = nlohmann::ordered_json;

/// Writes one JSON document as it goes, on one line, so that a document of any size needs no
/// memory. Text that is JSON already can be put in as it is. One thread; `out` must outlive it.
/// Whether writing worked is left to the stream's own error flag.
class JsonWriter {
 public:
  explicit JsonWriter(std::FILE* out);

  void begin_object() { open('{', '}'); }
  void begin_array() { open('[', ']'); }
  /// Ends the innermost open object or array.
  void end();

  /// The name of the next member of the open object.
  void key(std::string_view name);
  /// Bytes that are no UTF-8 become U+FFFD.
  void value(const Json& value);
  /// `json` must be a valid JSON text: not a byte of it is changed, but for characters that a
  /// terminal obeys or a person does not see, on a terminal: they are written as \uXXXX there.
  void raw(std::string_view json);
  void member(std::string_view name, const Json& member_value) {
    key(name);
    value(member_value);
  }

  /// Ends all that is open but the document's own object or array: the way to add a last member,
  /// such as an error, in the middle of anything.
  void unwind_to_root();
  [[nodiscard]] bool started() const noexcept { return started_; }

 private:
  struct Level {
    char closing = 0;
    bool empty = true;
  };

  void open(char opening, char closing);
  void separate();
  void write(std::string_view text);
  void finish_document();

  std::FILE* out_;
  bool on_terminal_;
  std::vector<Level> open_;
  bool started_ = false;
  bool after_key_ = false;
};

/// Writes one whole document.
void write_json(std::FILE* out, const Json& document);

}  // namespace sessionstore::cli
