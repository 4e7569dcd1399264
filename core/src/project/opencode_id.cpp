#include <fmt/format.h>
#include <openssl/evp.h>
#include <sessionstore/error.h>
#include <sessionstore/project.h>

#include <algorithm>
#include <array>
#include <string>

#include "project/ascii.h"

namespace sessionstore {

std::string opencode_project_id(std::string_view normalized_remote) {
  const std::size_t slash = std::min(normalized_remote.find('/'), normalized_remote.size());
  std::string_view host = normalized_remote.substr(0, slash);
  // OpenCode takes a URL's hostname, which has the brackets of IPv6 but never a port.
  const std::size_t bracket = host.rfind(']');
  host = host.substr(0, host.find(':', bracket == std::string_view::npos ? 0 : bracket));
  const std::string text =
      fmt::format("git-remote:{}{}", ascii_lower(host), normalized_remote.substr(slash));

  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned int size = 0;
  if (EVP_Digest(text.data(), text.size(), digest.data(), &size, EVP_sha1(), nullptr) != 1) {
    throw Error(ErrorCode::internal, "OpenSSL offers no SHA-1, which OpenCode's project ids are",
                "Enable SHA-1 in the OpenSSL configuration.");
  }
  std::string hex;
  for (unsigned int i = 0; i < size; ++i) hex += fmt::format("{:02x}", digest.at(i));
  return hex;
}

}  // namespace sessionstore
