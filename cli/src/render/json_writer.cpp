#include "render/json_writer.h"

#include <unistd.h>

#include <nlohmann/json.hpp>
#include <string>

#include "render/text.h"

namespace sessionstore::cli {

namespace {

std::string dump(const Json& value) {
  return value.dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace

JsonWriter::JsonWriter(std::FILE* out) : out_(out), on_terminal_(::isatty(::fileno(out)) == 1) {}

void JsonWriter::write(std::string_view text) {
  const std::string printable = on_terminal_ ? printable_json(text) : std::string();
  const std::string_view shown = on_terminal_ ? std::string_view(printable) : text;
  std::fwrite(shown.data(), 1, shown.size(), out_);
}

void JsonWriter::separate() {
  started_ = true;
  if (after_key_) {
    after_key_ = false;
    return;
  }
  if (open_.empty()) {
    return;
  }
  if (!open_.back().empty) {
    write(",");
  }
  open_.back().empty = false;
}

void JsonWriter::open(char opening, char closing) {
  separate();
  write({&opening, 1});
  open_.push_back({closing});
}

void JsonWriter::end() {
  if (after_key_) {
    raw("null");
  }
  write({&open_.back().closing, 1});
  open_.pop_back();
  finish_document();
}

void JsonWriter::key(std::string_view name) {
  separate();
  write(dump(name));
  write(":");
  after_key_ = true;
}

void JsonWriter::value(const Json& value) { raw(dump(value)); }

void JsonWriter::raw(std::string_view json) {
  separate();
  write(json);
  finish_document();
}

void JsonWriter::unwind_to_root() {
  while (open_.size() > 1) {
    end();
  }
}

void JsonWriter::finish_document() {
  if (open_.empty()) {
    write("\n");
  }
}

void write_json(std::FILE* out, const Json& document) { JsonWriter(out).value(document); }

}  // namespace sessionstore::cli
