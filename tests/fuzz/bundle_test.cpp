// Bundles, which come from anywhere: their bytes, and with right hashes around it what is in them.
#include <sessionstore/interop/bundle.h>

#include <catch2/catch.hpp>
#include <memory>

#include "bundle/frame_writer.h"
#include "bundle/manifest.h"
#include "fuzz/fuzzer.h"
#include "fuzz/read_all.h"
#include "support/rows.h"
#include "support/sqlite_store.h"
#include "support/temporary_directory.h"

using namespace sessionstore;
using namespace sessionstore::tests;

namespace {

namespace format = interop::bundle;

/// A bundle of two sessions with what a session can have.
std::string whole_bundle(const std::filesystem::path& directory) {
  const auto store = open_sqlite(directory / "from.db");
  put_sample(*store, "ses_0");
  put_sample(*store, "ses_1");
  interop::BundleWriteOptions options;
  options.program = "fuzz";
  options.created = 1;
  interop::write_bundle(*store, directory / "whole", options);
  return read_file(directory / "whole");
}

/// Each line of `text` as a line of a frame, an empty one as the next frame's beginning.
void forge_bundle(const std::filesystem::path& file, const std::string& text) {
  interop::OutputFile out(file);
  format::FrameWriter writer(out.output());
  format::Manifest manifest;
  int id = 0;
  const auto end = [&] {
    if (writer.open()) {
      manifest.push_back({std::string(manifest.empty() ? format::kHeader : format::kSession),
                          manifest.empty() ? std::string() : "ses_" + std::to_string(id++),
                          writer.end(),
                          {}});
    }
  };
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t line_end = std::min(text.find('\n', at), text.size());
    if (line_end == at) {
      end();
    } else {
      writer.line(text.substr(at, line_end - at));
    }
    at = line_end + 1;
  }
  end();
  format::write_manifest(writer, manifest);
  out.commit();
}

void read_bundle(const std::filesystem::path& file, bool salvage) {
  interop::BundleOptions options;
  options.salvage = salvage;
  read_all(*interop::open_bundle(file, options));
}

}  // namespace

TEST_CASE("bundles: bytes", "[bundle]") {
  const TemporaryDirectory directory;
  const auto file = directory.path() / "bundle";
  bool salvage = false;
  fuzz({.name = "bundle",
        .corpus = {whole_bundle(directory.path())},
        .run =
            [&](const std::string& input) {
              write_file(file, input);
              read_bundle(file, salvage = !salvage);
            },
        .words = {std::string(format::kFrameMagic), std::string("\x50\x2A\x4D\x18", 4)}});
}

TEST_CASE("bundles: lines, with right hashes", "[bundle_lines]") {
  const TemporaryDirectory directory;
  const auto file = directory.path() / "bundle";
  bool salvage = false;
  fuzz({.name = "bundle_lines",
        .corpus = corpus_of("bundle_lines"),
        .run =
            [&](const std::string& input) {
              forge_bundle(file, input);
              read_bundle(file, salvage = !salvage);
            },
        .words = {"{\"session\":{\"id\":\"ses_0\",\"project\":\"p\"},\"data\":{}}\n",
                  "{\"message\":{\"id\":\"m\"},\"data\":{}}\n",
                  "{\"part\":{\"id\":\"p\"},\"data\":{}}\n",
                  "{\"record\":{\"kind\":\"k\",\"key\":\"\"},\"data\":[]}\n", "\n\n",
                  "{\"end\":{}}\n", "{\"project\":{\"id\":\"p\"}}\n",
                  "\"bytes\":", "\"created\":", "\"parent\":", "null", "-1", "\"data\":"}});
}
