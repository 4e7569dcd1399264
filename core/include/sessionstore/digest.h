#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace sessionstore {

/// A SHA-256 value.
struct Digest {
  static constexpr std::size_t kSize = 32;
  std::array<std::uint8_t, kSize> bytes{};

  bool operator==(const Digest&) const = default;
  /// 64 lower-case hexadecimal digits.
  [[nodiscard]] std::string hex() const;
  /// The 32 raw bytes, as a store keeps them. The view lives as long as this digest.
  [[nodiscard]] std::string_view raw() const noexcept;
  /// The inverse of raw(); throws Error(corrupt) unless there are exactly 32 bytes.
  static Digest from_raw(std::string_view raw);
};

/// The SHA-256 of some bytes (FIPS 180-4). Thread-safe.
Digest sha256(std::string_view bytes);

/// SHA-256 of a stream of bytes. One object per thread.
class Sha256 {
 public:
  Sha256();
  ~Sha256();
  Sha256(Sha256&&) noexcept;
  Sha256& operator=(Sha256&&) noexcept;

  void update(std::string_view bytes);
  /// The digest of all that was fed; the object starts anew afterwards.
  Digest finish();

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace sessionstore
