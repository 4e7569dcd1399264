#include <openssl/evp.h>
#include <sessionstore/digest.h>
#include <sessionstore/error.h>

#include <algorithm>

namespace sessionstore {
namespace {

struct FreeMethod {
  void operator()(EVP_MD* method) const noexcept { EVP_MD_free(method); }
};

void require(bool done) {
  if (!done) throw Error(ErrorCode::internal, "OpenSSL could not compute a SHA-256");
}

// Fetched once: a lookup by EVP_sha256() for each digest costs more than hashing a short row.
const EVP_MD* method() {
  static const std::unique_ptr<EVP_MD, FreeMethod> fetched(
      EVP_MD_fetch(nullptr, "SHA256", nullptr));
  require(fetched != nullptr);
  return fetched.get();
}

}  // namespace

struct Sha256::Impl {
  struct FreeContext {
    void operator()(EVP_MD_CTX* free) const noexcept { EVP_MD_CTX_free(free); }
  };
  std::unique_ptr<EVP_MD_CTX, FreeContext> context{EVP_MD_CTX_new()};
};

Sha256::Sha256() : impl_(std::make_unique<Impl>()) {
  require(impl_->context != nullptr &&
          EVP_DigestInit_ex2(impl_->context.get(), method(), nullptr) == 1);
}
Sha256::~Sha256() = default;
Sha256::Sha256(Sha256&&) noexcept = default;
Sha256& Sha256::operator=(Sha256&&) noexcept = default;

void Sha256::update(std::string_view bytes) {
  require(EVP_DigestUpdate(impl_->context.get(), bytes.data(), bytes.size()) == 1);
}

Digest Sha256::finish() {
  Digest digest;
  require(EVP_DigestFinal_ex(impl_->context.get(), digest.bytes.data(), nullptr) == 1);
  require(EVP_DigestInit_ex2(impl_->context.get(), nullptr, nullptr) == 1);
  return digest;
}

Digest sha256(std::string_view bytes) {
  thread_local Sha256 hash;
  hash.update(bytes);
  return hash.finish();
}

std::string Digest::hex() const {
  static constexpr std::string_view kDigits = "0123456789abcdef";
  std::string text;
  text.reserve(2 * kSize);
  for (const std::uint8_t byte : bytes) {
    text += kDigits[byte >> 4U];
    text += kDigits[byte & 15U];
  }
  return text;
}

std::string_view Digest::raw() const noexcept {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

Digest Digest::from_raw(std::string_view raw) {
  if (raw.size() != kSize) {
    throw Error(ErrorCode::corrupt,
                "a stored hash has " + std::to_string(raw.size()) + " bytes instead of 32",
                "run `sessionstore verify`");
  }
  Digest digest;
  std::copy(raw.begin(), raw.end(), digest.bytes.begin());
  return digest;
}

}  // namespace sessionstore
