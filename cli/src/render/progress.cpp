#include "render/progress.h"

#include <fmt/format.h>

#include <algorithm>

#include "render/number.h"
#include "render/text.h"
#include "render/time.h"

namespace sessionstore::cli {

namespace {

constexpr int kBarWidth = 24;
constexpr double kMegabyte = 1e6;

std::string bar(std::int64_t done, std::int64_t total) {
  const std::int64_t cells =
      total > 0 ? std::clamp<std::int64_t>(done * kBarWidth / total, 0, kBarWidth) : 0;
  std::string text;
  for (int cell = 0; cell < kBarWidth; ++cell) {
    text += cell < cells ? "█" : "░";
  }
  return text;
}

}  // namespace

std::string progress_line(const TransferProgress& progress, double seconds, int width) {
  if (progress.sessions_total == 0) {
    return cut_to_width("looking at what is there", width);
  }
  std::string text = fmt::format("{}/{} sessions", grouped(progress.sessions_done),
                                 grouped(progress.sessions_total));
  // Each where there is room for it: what one looks for most comes first.
  const auto add = [&](const std::string& more) {
    if (display_width(text) + display_width(more) <= width) {
      text += more;
    }
  };
  if (progress.sessions_done > 0 && seconds >= 1) {
    const auto left = static_cast<double>(progress.sessions_total - progress.sessions_done);
    add(fmt::format("  {} left",
                    duration(seconds * left / static_cast<double>(progress.sessions_done))));
  }
  const std::string drawn = bar(progress.sessions_done, progress.sessions_total) + " ";
  if (display_width(drawn) + display_width(text) <= width) {
    text = drawn + text;
  }
  // Rates of the first moments say nothing.
  if (seconds >= 0.2) {
    add(fmt::format("  {} rows/s", grouped(static_cast<std::int64_t>(
                                       static_cast<double>(progress.rows_done) / seconds))));
    if (progress.bytes_done > 0) {
      add(fmt::format("  {:.1f} MB/s",
                      static_cast<double>(progress.bytes_done) / kMegabyte / seconds));
    }
  }
  return cut_to_width(text, width);
}

ProgressBar::ProgressBar(std::FILE* out, const Terminal& terminal, bool shown)
    : out_(out), shown_(shown && terminal.is_terminal) {
  update({});
}

void ProgressBar::update(const TransferProgress& progress) {
  if (!shown_) {
    return;
  }
  const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - start_;
  // Asked each time: windows change their size. The last column stays free, or some terminals wrap.
  const int width = std::max(Terminal::width_of(fileno(out_)) - 1, 1);
  fmt::print(out_, "\r{}\x1b[K", progress_line(progress, seconds.count(), width));
  std::fflush(out_);
}

ProgressBar::~ProgressBar() {
  if (shown_) {
    std::fputs("\r\x1b[K", out_);
    std::fflush(out_);
  }
}

}  // namespace sessionstore::cli
