// Finding what is whole in a damaged bundle. Nothing is believed that a frame does not prove by its
// own last line; the manifest, where it is whole, only tells what is missing.
#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <set>
#include <utility>

#include "bundle/contents.h"
#include "bundle/manifest.h"
#include "bundle/session_frame.h"
#include "bundle/vain_work.h"

namespace sessionstore::interop::bundle {
namespace {

// Of what is made up to do harm there is no end.
constexpr std::size_t kMostClaims = 10'000;

class NoVisitor final : public SessionVisitor {
 public:
  void on_session(Session /*session*/) override {}
  void on_message(Message /*message*/) override {}
  void on_part(Part /*part*/) override {}
  void on_record(Record /*record*/) override {}
};

class Salvage {
 public:
  explicit Salvage(const BundleFile& file) : file_(file), end_(file.size()), vain_(file.size()) {}

  Contents run() {
    try {
      manifest_ = read_manifest(file_);
      end_ =
          manifest_->empty() ? 0 : manifest_->back().place.offset + manifest_->back().place.length;
    } catch (const Error& error) {
      if (error.code() != ErrorCode::corrupt) throw;
      skip(file_.location(), std::string("what it should hold cannot be told: ") + error.what());
    }
    scan();
    if (!anything_) {
      throw Error(ErrorCode::corrupt, file_.location() + " is no bundle, or nothing of it is whole",
                  "name a file that `sessionstore export` wrote");
    }
    name_what_is_missing();
    return std::move(contents_);
  }

 private:
  void scan() {
    constexpr std::uint64_t kNone = UINT64_MAX;
    std::uint64_t damage = kNone;
    const auto report = [&](std::uint64_t end) {
      if (damage == kNone) return;
      skip(file_.location(), fmt::format("bytes {} to {} are damaged", damage, end));
      damage = kNone;
    };
    for (std::uint64_t at = 0; at < end_;) {
      const Tried tried = take_frame(at);
      if (tried.whole) {
        report(at);
        at += tried.length;
        anything_ = true;
      } else {
        damage = std::min(damage, at);
        at = next_magic(at + vain_.step_after(tried.length));
      }
    }
    report(end_);
  }

  struct Tried {
    bool whole;
    std::uint64_t length;  // of one that is not whole, what was read of it
  };

  /// Takes the frame that begins there, if it is whole.
  Tried take_frame(std::uint64_t at) {
    FrameReader frame(file_, at, end_, file_.location());
    std::string claim;
    try {
      Line first;
      if (frame.next(first)) {
        claim = claim_of(first);
        take(frame, std::move(first));
      }
      return {true, frame.place().length};
    } catch (const Error& error) {
      // One that its writer gave up stands for nothing, and is no damage.
      if (frame.is_void()) return {true, frame.place().length};
      if (error.code() != ErrorCode::corrupt) throw;
      if (!claim.empty() && claims_.size() < kMostClaims) claims_.insert(claim);
      return {false, frame.consumed()};
    }
  }

  void take(FrameReader& frame, Line first) {
    if (first.is(kSession)) {
      NoVisitor nobody;
      SessionFrame read = read_session_frame(frame, std::move(first), {}, nobody);
      const PlacedSession place{read.place, read.fingerprint};
      if (!contents_.sessions.emplace(read.id, place).second) {
        skip("session " + read.id, "it is there twice: the first one was taken");
      }
    } else if (first.is(kProject)) {
      projects_.insert(read_project_frame(frame, first).id);
      contents_.projects.push_back(frame.place());
    } else {
      for (Line line; frame.next(line);) {
      }
    }
  }

  static std::string claim_of(const Line& first) {
    if (!first.is(kSession) && !first.is(kProject)) return {};
    const std::string id = first.columns()["id"].string().value_or("");
    return id.size() <= kMaxIdBytes ? first.kind() + ' ' + id : std::string();
  }

  [[nodiscard]] std::uint64_t next_magic(std::uint64_t from) const {
    std::string buffer(64U << 10U, '\0');
    while (from < end_) {
      const std::size_t got = file_.read(from, buffer.data(), buffer.size());
      const std::size_t found = std::string_view(buffer.data(), got).find(kFrameMagic);
      if (found != std::string_view::npos) return std::min(from + found, end_);
      if (got < buffer.size()) break;
      from += got - (kFrameMagic.size() - 1);  // one may lie across
    }
    return end_;
  }

  void name_what_is_missing() {
    if (!manifest_) {
      for (const std::string& claim : claims_) {
        skip(claim, "damaged in the bundle, as far as its id can be read");
      }
      return;
    }
    for (const ManifestEntry& entry : *manifest_) {
      const std::string name = entry.id.empty() ? file_.location() : entry.kind + " " + entry.id;
      const bool missing = (entry.kind == kSession && !contents_.sessions.contains(entry.id)) ||
                           (entry.kind == kProject && !projects_.contains(entry.id));
      if (missing) {
        skip(name, "damaged in the bundle");
      } else if (hash_of(file_, entry.place) != entry.place.sha256) {
        // As with a bit that decompression does not look at.
        contents_.notes.push_back({name, "a frame of it was changed, but what it holds is whole"});
      }
    }
  }

  void skip(std::string source, std::string reason) {
    contents_.skipped.push_back({std::move(source), std::move(reason)});
  }

  const BundleFile& file_;
  std::uint64_t end_;  // of the frames
  VainWork vain_;
  Contents contents_;
  std::optional<Manifest> manifest_;
  std::set<std::string> projects_;
  std::set<std::string> claims_;  // what stands in frames that are not whole
  bool anything_ = false;
};

}  // namespace

Contents salvage_contents(const BundleFile& file) {
  try {
    check_header(file);
  } catch (const Error& error) {
    if (error.code() != ErrorCode::corrupt || file.size() == 0) throw;
  }
  return Salvage(file).run();
}

}  // namespace sessionstore::interop::bundle
