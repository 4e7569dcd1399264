#include <sessionstore/config/trust.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "private_entries.h"

namespace sessionstore::config {
namespace {

using Json = nlohmann::json;

constexpr std::string_view kTrusted = "trusted";

std::optional<TrustedFile> read(const Json& said) {
  if (!said.is_object() || !said.contains("path") || !said["path"].is_string() ||
      !said.contains("sha256") || !said["sha256"].is_string()) {
    return std::nullopt;
  }
  TrustedFile trusted{said["path"].get<std::string>(), said["sha256"]};
  if (said.contains("since") && said["since"].is_number_integer()) trusted.since = said["since"];
  return trusted;
}

}  // namespace

TrustList::TrustList(std::filesystem::path home) : home_(std::move(home)) {}

bool TrustList::trusts(const std::filesystem::path& file, const Digest& content) const {
  const auto trusted = read(PrivateEntries(home_, kTrusted).find(file.native()));
  return trusted && trusted->sha256 == content.hex();
}

std::vector<TrustedFile> TrustList::all() const {
  std::vector<TrustedFile> files;
  for (const Json& entry : PrivateEntries(home_, kTrusted).all()) {
    if (auto trusted = read(entry)) files.push_back(std::move(*trusted));
  }
  std::ranges::sort(files, {}, &TrustedFile::path);
  return files;
}

// The path is for people: the entry is found by its key.
void TrustList::add(const std::filesystem::path& file, const Digest& content, Millis now) const {
  PrivateEntries(home_, kTrusted)
      .put(file.native(), {{"path", file.string()}, {"sha256", content.hex()}, {"since", now}});
}

bool TrustList::remove(const std::filesystem::path& file) const {
  return PrivateEntries(home_, kTrusted).remove(file.native());
}

}  // namespace sessionstore::config
