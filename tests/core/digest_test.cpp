#include <sessionstore/digest.h>
#include <sessionstore/error.h>

#include <catch2/catch.hpp>
#include <string>
#include <utility>

namespace sessionstore {
namespace {

TEST_CASE("known texts have their known SHA-256", "[digest]") {
  // FIPS 180-4 and NIST's example values.
  CHECK(sha256("").hex() == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  CHECK(sha256("abc").hex() == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  CHECK(sha256("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq").hex() ==
        "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
  CHECK(sha256(std::string(1'000'000, 'a')).hex() ==
        "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

TEST_CASE("a stream in pieces gives what the whole gives, again and again", "[digest]") {
  Sha256 hash;
  hash.update("ab");
  hash.update("");
  hash.update("c");
  CHECK(hash.finish() == sha256("abc"));
  CHECK(hash.finish() == sha256(""));
  hash.update("abc");
  Sha256 moved = std::move(hash);
  CHECK(moved.finish() == sha256("abc"));
}

TEST_CASE("a digest survives its raw form", "[digest]") {
  const Digest digest = sha256("abc");
  CHECK(digest.raw().size() == 32);
  CHECK(Digest::from_raw(digest.raw()) == digest);
  CHECK_FALSE(digest == sha256("abd"));
  for (const std::size_t size : {0U, 31U, 33U}) {
    try {
      Digest::from_raw(std::string(size, 'x'));
      FAIL("a digest of " << size << " bytes");
    } catch (const Error& error) {
      CHECK(error.code() == ErrorCode::corrupt);
    }
  }
}

}  // namespace
}  // namespace sessionstore
