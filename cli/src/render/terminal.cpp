#include "render/terminal.h"

#include <fmt/format.h>
#include <sys/ioctl.h>
#include <unistd.h>

namespace sessionstore::cli {

namespace {

constexpr int kDefaultWidth = 80;

int code_of(Style style) {
  switch (style) {
    case Style::bold:
      return 1;
    case Style::dim:
      return 2;
    case Style::red:
      return 31;
    case Style::green:
      return 32;
    case Style::yellow:
      return 33;
    case Style::cyan:
      return 36;
  }
  return 0;
}

}  // namespace

int Terminal::width_of(int descriptor) {
  winsize size{};
  const bool known = ::ioctl(descriptor, TIOCGWINSZ, &size) == 0 && size.ws_col > 0;
  return known ? size.ws_col : kDefaultWidth;
}

Terminal Terminal::of(int descriptor, std::string_view no_color, std::string_view term) {
  Terminal terminal;
  terminal.is_terminal = ::isatty(descriptor) == 1;
  if (!terminal.is_terminal) {
    return terminal;
  }
  terminal.width = width_of(descriptor);
  terminal.colour = no_color.empty() && term != "dumb";
  return terminal;
}

std::string Terminal::paint(Style style, std::string_view text) const {
  if (!colour || text.empty()) {
    return std::string(text);
  }
  return fmt::format("\x1b[{}m{}\x1b[0m", code_of(style), text);
}

}  // namespace sessionstore::cli
