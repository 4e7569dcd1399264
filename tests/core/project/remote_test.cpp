#include <sessionstore/project.h>

#include <catch2/catch.hpp>
#include <random>
#include <string>
#include <utility>
#include <vector>

using sessionstore::normalize_remote;

namespace {

using Rows = std::vector<std::pair<std::string, std::string>>;

void check(const Rows& rows) {
  for (const auto& [url, id] : rows) {
    CAPTURE(url);
    REQUIRE(normalize_remote(url).value_or("(none)") == id);
    REQUIRE(normalize_remote(id) == id);
  }
}

void check_none(const std::vector<std::string>& urls) {
  for (const auto& url : urls) {
    CAPTURE(url);
    REQUIRE_FALSE(normalize_remote(url).has_value());
  }
}

}  // namespace

TEST_CASE("the spellings of one remote have one id") {
  for (const char* url : {"https://github.com/opencode-ai/opencode.git",
                          "https://github.com/opencode-ai/opencode",
                          "https://github.com/opencode-ai/opencode/",
                          "https://github.com/opencode-ai/opencode.git/",
                          "https://github.com/opencode-ai/opencode/.git",
                          "https://github.com//opencode-ai//opencode",
                          "https://github.com/./opencode-ai/opencode/.",
                          "git@github.com:opencode-ai/opencode.git",
                          "github.com:opencode-ai/opencode.git",
                          "git@github.com:/opencode-ai/opencode",
                          "ssh://git@github.com:22/opencode-ai/opencode",
                          "git://github.com/opencode-ai/opencode",
                          "git://github.com:9418/opencode-ai/opencode",
                          "HTTPS://github.com/opencode-ai/opencode",
                          "git+ssh://git@github.com/opencode-ai/opencode",
                          "SSH://GitHub.COM/opencode-ai/opencode",
                          "http://github.com:80/opencode-ai/opencode",
                          "ftp://github.com:21/opencode-ai/opencode",
                          "https://github.com:443/opencode-ai/opencode",
                          "https://github.com:/opencode-ai/opencode",
                          "https://github.com./opencode-ai/opencode",
                          "github.com/opencode-ai/opencode",
                          "https://github.com/opencode-ai/opencode?ref=x#frag",
                          "GitHub.com/opencode-ai/opencode.git",
                          "https://u:p@github.com/opencode-ai/opencode",
                          "[git@github.com:22]:opencode-ai/opencode",
                          "git@[github.com:22]:opencode-ai/opencode"}) {
    CAPTURE(url);
    CHECK(normalize_remote(url).value_or("(none)") == "github.com/opencode-ai/opencode");
  }
}

TEST_CASE("the host folds case and the path does not") {
  check({{"https://GitHub.com/Acme/App.git", "github.com/Acme/App"},
         {"alice@GIT.example.com:Team/App.git", "git.example.com/Team/App"},
         {"https://BÜCHER.example/Ä/b", "bÜcher.example/Ä/b"},
         {"https://XN--bcher-kva.example/a", "xn--bcher-kva.example/a"}});
}

TEST_CASE("ports other than the scheme's own stay") {
  check({{"ssh://git@git.example.com:2222/o/r.git", "git.example.com:2222/o/r"},
         {"https://git.example.com:08443/o/r", "git.example.com:8443/o/r"},
         {"https://git.example.com:22/o/r", "git.example.com:22/o/r"},
         {"ssh://git.example.com:443/o/r", "git.example.com:443/o/r"},
         {"host:2222/o/r", "host:2222/o/r"},
         {"[git@host:2222]:o/r", "host:2222/o/r"},
         {"ssh://x:2222/o", "x:2222/o"},
         {"git@host:2222/o/r", "host/2222/o/r"},
         {"host:99999999/r", "host/99999999/r"}});
}

TEST_CASE("IPv6 hosts have brackets and one spelling") {
  check({{"ssh://git@[2001:DB8:0:0::1]:22/o/r", "[2001:db8::1]/o/r"},
         {"https://[::1]:8443/o/r", "[::1]:8443/o/r"},
         {"git@[::1]:o/r.git", "[::1]/o/r"},
         {"[::1]:o/r.git", "[::1]/o/r"},
         {"[::1]:2222/o/r.git", "[::1]:2222/o/r"}});
  check_none({"https://[::1/o/r", "https://[github.com]/o/r", "https://[::1]x/o", "[::1]", "[]:a"});
}

TEST_CASE("paths keep what only the server understands") {
  check({{"git@git.sr.ht:~user/app", "git.sr.ht/~user/app"},
         {"ssh://host/~/app.git", "host/~/app"},
         {"https://dev.azure.com/o/My%20Project/_git/r", "dev.azure.com/o/My%20Project/_git/r"},
         {"https://host/My Project", "host/My Project"},
         {"ssh://host/C:/repos/app", "host/C:/repos/app"},
         {"https://host/o/r.git.git", "host/o/r"},
         {"https://host/o/digit", "host/o/digit"},
         {"git@host:o/r.GIT", "host/o/r.GIT"},
         {"https://host/проект/приложение.git", "host/проект/приложение"}});
}

TEST_CASE("a local path is no remote") {
  check_none({"", "/", "/srv/git/x.git", "../x", "./x", "..", ".", "~/x", "x", "x.git",
              "file:///srv/git/x.git", "FILE://host/x", "git+file:///x", "C:\\x", "C:/x", "C:x",
              "c:", "\\\\server\\share\\x", "//server/share/x"});
}

TEST_CASE("what is no remote at all is refused") {
  check_none({"https://",
              "https:///o/r",
              "https://github.com",
              "https://github.com/",
              "https://github.com/.git",
              "https://github.com/./",
              "git@github.com:",
              "host:22",
              "https://github.com/a/../b",
              "https://github.com/a/...git",
              "unknown://host/a",
              "https://host:0/a",
              "https://host:65536/a",
              "https://host:12x/a",
              "https://-host/a",
              "https://a..b/c",
              "https://.host/a",
              "https://host../a",
              "https://ho%73t/a",
              "https://ho st/a",
              " https://host/a",
              "codecommit::us-east-1://x",
              "ext::ssh host a",
              std::string("https://host/a\0b", 16),
              "https://host/a\nb",
              "https://host/a\x1b[31m",
              "https://host/a\x7f",
              "https://host/\xc2\x9bm",
              "https://host/\xff",
              "https://host/" + std::string(300, 'a')});
}

TEST_CASE("a credential never reaches the id") {
  check({{"https://user:s3cret@github.com/a/b.git", "github.com/a/b"},
         {"https://s3cret@github.com/a/b.git", "github.com/a/b"},
         {"https://user:s3cret@x@github.com/a/b", "github.com/a/b"},
         {"https://x-access-token:s3cret@github.com:443/a/b", "github.com/a/b"},
         {"https://:s3cret@github.com/a/b", "github.com/a/b"},
         {"s3cret@github.com:a/b", "github.com/a/b"},
         {"https://github.com/a/b?access_token=s3cret", "github.com/a/b"},
         {"https://github.com/a/b#s3cret", "github.com/a/b"}});
  for (const char* url : {"https://user:s3cret/x@github.com/a/b", "https://s3cret/x@github.com/a/b",
                          "https://s3cret/x?y@github.com/a/b", "https://s3cret?y/x@github.com/a/b",
                          "https://s3cret#y@github.com/a/b", "https:/user:s3cret@github.com/a/b",
                          "https:user:s3cret@github.com/a/b", "user:s3cret@github.com:a/b",
                          "user:s3cret@github.com/a/b", "s3cret@github.com/a/b",
                          "https://user:1/s3cret@host/a", "https://user:s3cret\\@github.com/a/b",
                          "https://s3cret/x%40github.com/a/b", "git@github.com:s3cret@x/a"}) {
    CAPTURE(url);
    CHECK(normalize_remote(url).value_or("").find("s3cret") == std::string::npos);
  }
}

TEST_CASE("random remotes: no credential, and normalising twice changes nothing") {
  std::mt19937 random(20240817);  // NOLINT(cert-msc32-c,cert-msc51-cpp): the same on every run
  const std::vector<std::string> pieces{
      "https", "ssh", "git",   "://", ":",   "/",    "//", "@",  "s3cret", "user", "github.com",
      "host",  "x",   "[::1]", "[",   "]",   ".git", ".",  "..", "22",     "443",  "2222",
      "~u",    "?",   "#",     "%40", "%20", " ",    "\\", "Ä",  "C",      "-",    "+"};
  std::uniform_int_distribution<std::size_t> pick(0, pieces.size() - 1);
  std::uniform_int_distribution<int> length(1, 12);
  int accepted = 0;
  for (int round = 0; round < 100'000; ++round) {
    std::string url;
    for (int i = length(random); i > 0; --i) url += pieces[pick(random)];
    const auto id = normalize_remote(url);
    if (!id) continue;
    ++accepted;
    CAPTURE(url, *id);
    REQUIRE(normalize_remote(*id) == id);
    REQUIRE(id->find('@') == std::string::npos);
    REQUIRE(id->find('/') != std::string::npos);
    REQUIRE_FALSE(id->ends_with(".git"));
    REQUIRE_FALSE(id->ends_with('/'));
    // Whatever stands before an @ is a user or a password; no id may begin with it.
    const std::size_t secret = url.find("s3cret");
    const std::size_t at = url.rfind('@');
    if (url.find("s3cret", secret + 1) == std::string::npos && secret < at &&
        at != std::string::npos) {
      REQUIRE(id->find("s3cret") == std::string::npos);
    }
  }
  REQUIRE(accepted > 1000);
}

TEST_CASE("random well-formed remotes lose user and password") {
  std::mt19937 random(7);  // NOLINT(cert-msc32-c,cert-msc51-cpp): the same on every run
  std::uniform_int_distribution<int> byte('!', '~');
  for (int round = 0; round < 20'000; ++round) {
    std::string password;
    for (int i = 0; i < 12; ++i) password += static_cast<char>(byte(random));
    for (const std::string& url : {"https://user:" + password + "@host.example/o/r.git",
                                   "https://" + password + "@host.example/o/r.git"}) {
      const auto id = normalize_remote(url);
      CAPTURE(url);
      if (id) REQUIRE(*id == "host.example/o/r");
    }
  }
}
