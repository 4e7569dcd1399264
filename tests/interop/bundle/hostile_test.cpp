// Bundles that somebody made to do harm, and such as no writer of ours makes.
#include <fmt/format.h>
#include <sessionstore/fingerprint.h>
#include <zstd.h>

#include <catch2/catch.hpp>

#include "bundle/frame_writer.h"
#include "bundle/manifest.h"
#include "bundles.h"
#include "support/error_of.h"

namespace sessionstore::tests {
namespace {

using namespace interop::bundle;
using Catch::Matchers::Contains;

constexpr const char* kHeaderLine = R"({"sessionstore-bundle":{"version":1,"program":"x"}})";

/// Writes bundles line by line: each list is a frame, of which the hashes are right.
struct Forger {
  TemporaryDirectory directory;
  std::filesystem::path file = directory.path() / "forged";

  using Lines = std::vector<std::string>;

  void write(const std::vector<Lines>& frames, const std::string& header = kHeaderLine,
             const std::string& end = {}) const {
    interop::OutputFile out(file);
    FrameWriter writer(out.output());
    Manifest manifest;
    writer.line(header);
    manifest.push_back({std::string(kHeader), {}, writer.end(), {}});
    int id = 0;
    for (const Lines& lines : frames) {
      for (const std::string& line : lines) writer.line(line);
      manifest.push_back({std::string(kSession), fmt::format("s{}", id++), writer.end(end), {}});
    }
    write_manifest(writer, manifest);
    out.commit();
  }
  void write_text(const std::string& bytes) const { write_file(file, bytes); }

  [[nodiscard]] Error error_in(bool salvage) const {
    return error_of([&] {
      const auto source = interop::open_bundle(file, {salvage, directory.path()});
      source->inventory();
      archive_session(*source, "s0");
    });
  }
};

std::string compressed(const std::string& text, int window_log) {
  std::unique_ptr<ZSTD_CCtx, decltype(&ZSTD_freeCCtx)> context(ZSTD_createCCtx(), ZSTD_freeCCtx);
  ZSTD_CCtx_setParameter(context.get(), ZSTD_c_windowLog, window_log);
  ZSTD_CCtx_setParameter(context.get(), ZSTD_c_contentSizeFlag, 0);
  std::string out(ZSTD_compressBound(text.size()), '\0');
  ZSTD_outBuffer to{out.data(), out.size(), 0};
  ZSTD_inBuffer from{text.data(), text.size(), 0};
  ZSTD_compressStream2(context.get(), &to, &from, ZSTD_e_flush);
  CHECK(ZSTD_compressStream2(context.get(), &to, &from, ZSTD_e_end) == 0);
  return out.substr(0, to.pos);
}

const std::string kSessionLine = R"({"session":{"id":"s0","project":"p","bytes":2},"data":{}})";

}  // namespace

TEST_CASE("a bundle of a later version is refused as that") {
  const Forger forger;
  forger.write({}, R"({"sessionstore-bundle":{"version":2,"program":"sessionstore 9"}})");
  for (const bool salvage : {false, true}) {
    const Error error = forger.error_in(salvage);
    CHECK(error.code() == ErrorCode::version_mismatch);
    CHECK_THAT(error.what(), Contains("version 2") && Contains("sessionstore 9"));
  }
}

TEST_CASE("lines that no session has are refused, whatever their hashes say") {
  const Forger forger;
  const auto lines = GENERATE_COPY(
      Forger::Lines{kSessionLine, R"({"part":{"id":"p","bytes":2},"data":{}})"},
      Forger::Lines{kSessionLine, kSessionLine},
      Forger::Lines{kSessionLine, R"({"message":{"id":"","bytes":2},"data":{}})"},
      Forger::Lines{kSessionLine, R"({"message":{"id":"m","bytes":2}})"},
      Forger::Lines{kSessionLine, R"({"message":{"id":"m","bytes":2},"data":{} })"},
      Forger::Lines{kSessionLine, R"({"message":{"id":"m","bytes":2},"data":{]})"},
      Forger::Lines{kSessionLine, R"({"message":{"id":"m","bytes":2},"data":{}},"data":{}})"},
      Forger::Lines{kSessionLine, "{\"message\":{\"id\":\"m\"},\"data\":\"\xFF\"}"},
      Forger::Lines{kSessionLine, R"({"message":{"id":"a\u0000b"},"data":{}})"},
      Forger::Lines{kSessionLine, R"({"surprise":{}})"}, Forger::Lines{kSessionLine, "[]"},
      Forger::Lines{kSessionLine, "{}"}, Forger::Lines{kSessionLine, ""},
      Forger::Lines{kSessionLine, std::string(300'000, ' ')},
      Forger::Lines{R"({"session":{"id":"s0","project":"","bytes":2},"data":{}})"},
      Forger::Lines{R"({"session":{"id":"s9","project":"p","bytes":2},"data":{}})"},
      Forger::Lines{R"({"message":{"id":"m","bytes":2},"data":{}})"}, Forger::Lines{kSessionLine});
  CAPTURE(lines.back().substr(0, 80));
  forger.write({lines});
  CHECK(forger.error_in(false).code() == ErrorCode::corrupt);
  const auto code = forger.error_in(true).code();
  CHECK((code == ErrorCode::corrupt || code == ErrorCode::not_found));
}

TEST_CASE("a fingerprint or a count that is not the rows' is refused") {
  const Forger forger;
  const std::string zeros(64, '0');
  for (const std::string& counts : {std::string(R"("messages":0,"parts":0,"records":0)"),
                                    std::string(R"("messages":1,"parts":0,"records":0)")}) {
    forger.write({{kSessionLine}}, kHeaderLine, "," + counts + R"(,"fingerprint":")" + zeros + '"');
    CHECK(forger.error_in(false).code() == ErrorCode::corrupt);
    CHECK(forger.error_in(true).code() == ErrorCode::not_found);
  }
}

TEST_CASE("a frame whose last line does not prove it is not taken") {
  const Forger forger;
  forger.write({});
  const std::string whole = read_file(forger.file);
  SessionArchive archive;
  archive.session.id = "s0";
  Fingerprinter fingerprinter;
  fingerprinter.add(archive.session);
  const std::string session = R"({"session":{"id":"s0","project":"p","bytes":4},"data":null})";
  const std::string rest = fmt::format(R"("messages":0,"parts":0,"records":0,"fingerprint":"{}")",
                                       fingerprinter.finish().hex());
  const auto salvage = [&](int lines, const std::string& sha256) {
    const std::string text = fmt::format("{}\n{{\"end\":{{\"lines\":{},\"sha256\":\"{}\",{}}}}}\n",
                                         session, lines, sha256, rest);
    forger.write_text(whole.substr(0, whole.find(kFrameMagic, 1)) + compressed(text, 20));
    const auto source = interop::open_bundle(forger.file, {true, forger.directory.path()});
    return source->inventory().sessions.size();
  };
  const std::string right = sha256(session + '\n').hex();
  CHECK(salvage(1, right) == 1);
  CHECK(salvage(2, right) == 0);
  CHECK(salvage(1, sha256("else").hex()) == 0);
}

TEST_CASE("a frame that asks for much memory is refused") {
  const Forger forger;
  forger.write_text(compressed(std::string(kHeaderLine) + '\n', 27));
  CHECK_THAT(forger.error_in(false).what(), Contains("memory"));
}

TEST_CASE("a line without end is refused at its limit, not read whole") {
  const Forger forger;
  // 700 MB of blanks are 60 kB in a frame, and what it claims is more than memory.
  std::unique_ptr<ZSTD_CCtx, decltype(&ZSTD_freeCCtx)> context(ZSTD_createCCtx(), ZSTD_freeCCtx);
  std::string out(1U << 20U, '\0');
  const std::string head = R"({"sessionstore-bundle":{"bytes":99999999999999999},"data":")";
  const std::string blanks(1U << 20U, ' ');
  ZSTD_outBuffer to{out.data(), out.size(), 0};
  ZSTD_inBuffer from{head.data(), head.size(), 0};
  ZSTD_compressStream2(context.get(), &to, &from, ZSTD_e_continue);
  for (int i = 0; i < 700; ++i) {
    from = {blanks.data(), blanks.size(), 0};
    ZSTD_compressStream2(context.get(), &to, &from, i < 699 ? ZSTD_e_continue : ZSTD_e_end);
  }
  forger.write_text(out.substr(0, to.pos));
  CHECK_THAT(forger.error_in(false).what(), Contains("too long"));
}

TEST_CASE("a manifest that tells of other frames than there are is refused") {
  const Forger forger;
  interop::OutputFile out(forger.file);
  FrameWriter writer(out.output());
  writer.line(kHeaderLine);
  const FramePlace header = writer.end();
  writer.line(kSessionLine);
  const FramePlace session = writer.end();
  Manifest manifest;
  manifest.push_back({std::string(kHeader), {}, header, {}});
  const int kind = GENERATE(0, 1, 2, 3);
  if (kind == 0) manifest.push_back({std::string(kVoid), {}, {session.offset, 1, {}}, {}});
  if (kind == 1) {
    manifest.push_back(
        {std::string(kSession), "s0", {session.offset + 1, session.length, session.sha256}, {}});
  }
  if (kind == 2) {
    manifest.push_back(
        {std::string(kSession), "s0", {session.offset, UINT64_MAX / 4, session.sha256}, {}});
  }
  write_manifest(writer, manifest);
  out.commit();
  CHECK(forger.error_in(false).code() == ErrorCode::corrupt);
}

TEST_CASE("a session that is there twice is taken once, and told of") {
  const BundleFixture fixture(1);
  CHECK(fixture.write().verified == 1);
  const std::string once = read_file(fixture.bundle);
  write_file(fixture.bundle, once + once);
  const auto source = fixture.open(true);
  CHECK(source->inventory().sessions.size() == 1);
  std::string reasons;
  for (const Skipped& skipped : source->inventory().skipped) reasons += skipped.reason + '\n';
  CHECK_THAT(reasons, Contains("cannot be told") && Contains("it is there twice"));
}

TEST_CASE("a project that is there many times is taken once") {
  const Forger forger;
  interop::OutputFile out(forger.file);
  FrameWriter writer(out.output());
  Manifest manifest;
  writer.line(kHeaderLine);
  manifest.push_back({std::string(kHeader), {}, writer.end(), {}});
  for (int i = 0; i < 50; ++i) {
    writer.line(R"({"project":{"id":"p","name":"p"}})");
    writer.line(fmt::format(R"({{"record":{{"kind":"k","key":"{}","bytes":1}},"data":1}})", i));
    manifest.push_back({std::string(kProject), "p", writer.end(), {}});
  }
  write_manifest(writer, manifest);
  out.commit();
  const bool salvage = GENERATE(false, true);
  const auto source = interop::open_bundle(forger.file, {salvage, forger.directory.path()});
  const Inventory inventory = source->inventory();
  REQUIRE(inventory.projects.size() == 1);
  CHECK(inventory.projects[0].records.size() == 1);
  CHECK(inventory.skipped.size() == 49);
}

}  // namespace sessionstore::tests
