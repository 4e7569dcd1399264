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
  std::string text =
      fmt::format("{} {}/{} sessions", bar(progress.sessions_done, progress.sessions_total),
                  grouped(progress.sessions_done), grouped(progress.sessions_total));
  // Rates of the first moments say nothing.
  if (seconds >= 0.2) {
    text += fmt::format(
        "  {} rows/s",
        grouped(static_cast<std::int64_t>(static_cast<double>(progress.rows_done) / seconds)));
    if (progress.bytes_done > 0) {
      text += fmt::format("  {:.1f} MB/s",
                          static_cast<double>(progress.bytes_done) / kMegabyte / seconds);
    }
  }
  if (progress.sessions_done > 0 && seconds >= 1) {
    const auto left = static_cast<double>(progress.sessions_total - progress.sessions_done);
    text += fmt::format("  {} left",
                        duration(seconds * left / static_cast<double>(progress.sessions_done)));
  }
  return cut_to_width(text, width);
}

ProgressBar::ProgressBar(std::FILE* out, const Terminal& terminal, bool shown)
    : out_(out), width_(std::max(terminal.width - 1, 1)), shown_(shown && terminal.is_terminal) {
  update({});
}

void ProgressBar::update(const TransferProgress& progress) {
  if (!shown_) {
    return;
  }
  const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - start_;
  fmt::print(out_, "\r{}\x1b[K", progress_line(progress, seconds.count(), width_));
  std::fflush(out_);
}

ProgressBar::~ProgressBar() {
  if (shown_) {
    std::fputs("\r\x1b[K", out_);
    std::fflush(out_);
  }
}

}  // namespace sessionstore::cli
