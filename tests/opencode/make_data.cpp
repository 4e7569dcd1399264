#include "opencode/make_data.h"

#include "opencode/checkout.h"

namespace sessionstore::tests {

MadeData make_data(const RealOpenCode& opencode) {
  const std::filesystem::path local = opencode.place() / "code" / "local";
  const std::filesystem::path plain = opencode.place() / "code" / "plain";
  make_checkout(local);
  std::filesystem::create_directories(plain);

  MadeData made;
  made.tools = opencode.run("Look around #tools=write,bash,todowrite,read,fail,task").session;
  opencode.run("And once more", made.tools);
  made.thinking = opencode
                      .run("Was steht darin? #think", {}, {},
                           {"--title", "Título 🚀 你好", "--file", "README.md"})
                      .session;
  made.local = opencode.run("Write it down #tools=write", {}, local).session;
  made.plain = opencode.run("No checkout here #tools=bash", {}, plain).session;
  return made;
}

}  // namespace sessionstore::tests
