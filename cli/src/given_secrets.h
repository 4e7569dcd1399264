#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace sessionstore::cli {

/// `argument` with `***` for what is a password if it is meant as an address: in a URL or a DSN,
/// with or without its scheme, in a path made of one, in `password=...`. Any other text stays as it
/// is. Where it is not plain how far the password goes, more of it goes.
std::string without_password(std::string_view argument);

/// The passwords among what the user gave, so that no message repeats them, whichever part of an
/// argument it quotes: a place for a path or an id may have got a whole DSN. One thread.
class GivenSecrets {
 public:
  /// Remembers the passwords in it.
  void add(std::string_view argument);

  /// `text` with `***` for each of them.
  [[nodiscard]] std::string hidden(std::string text) const;

 private:
  struct Piece {
    std::string
        given;  ///< with the characters around it, so that a short one is not found anywhere
    std::string shown;
  };
  std::vector<Piece> pieces_;
};

/// A message with `***` for the password of each address in it, whoever gave that. Only what is
/// plainly one counts: `scheme://user:password@host`, `user:password@tcp(host)`.
std::string without_passwords_of_addresses(std::string_view message);

}  // namespace sessionstore::cli
