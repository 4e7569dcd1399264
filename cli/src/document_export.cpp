#include "document_export.h"

#include <sessionstore/error.h>
#include <sessionstore/intact_rows.h>
#include <sessionstore/interop/opencode_export.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <iterator>
#include <system_error>

#include "render/markdown.h"
#include "session_file_name.h"

namespace sessionstore::cli {

namespace {

namespace fs = std::filesystem;

void finish(interop::OpencodeExport& document) { document.finish(); }
void finish(Markdown& /*document*/) {}

template <typename Document>
void write_as(SessionSource& source, const std::string& id, interop::Output& output,
              TransferReport& report) {
  Document document(output);
  IntactRows rows(document);
  source.read_session(id, rows);
  finish(document);
  output.flush();
  report.messages += document.messages;
  report.parts += document.parts;
  std::ranges::move(document.skipped, std::back_inserter(report.skipped));
  std::ranges::move(document.notes, std::back_inserter(report.notes));
}

void write_document(SessionSource& source, const std::string& id, std::string_view format,
                    interop::Output& output, TransferReport& report) {
  if (format == "markdown") {
    write_as<Markdown>(source, id, output, report);
  } else {
    write_as<interop::OpencodeExport>(source, id, output, report);
  }
}

void make_directory(const fs::path& directory) {
  std::error_code error;
  fs::create_directories(directory, error);
  if (error) {
    throw Error(ErrorCode::permission_denied,
                "cannot make " + directory.string() + ": " + error.message(),
                "choose another place", error.value());
  }
}

/// Each session by itself: one that cannot be written is named, the others are.
void write_all(SessionSource& source, const std::vector<std::string>& ids, std::string_view format,
               const fs::path& directory, TransferReport& report, SessionTally& tally) {
  make_directory(directory);
  for (const std::string& id : ids) {
    tally.expect(id);
    interop::OutputFile file(directory /
                             session_file_name(id, format == "markdown" ? ".md" : ".json"));
    try {
      write_document(source, id, format, file.output(), report);
    } catch (const Error& error) {
      if (error.code() != ErrorCode::corrupt && error.code() != ErrorCode::not_found &&
          error.code() != ErrorCode::unsupported) {
        throw;
      }
      report.skipped.push_back({id, error.what()});
      continue;
    }
    file.commit();
    tally.note(id, SessionOutcome::written);
  }
}

}  // namespace

fs::path with_home_directory(const Context& context, std::string_view path) {
  return path.starts_with("~/") ? context.environment().home / fs::path(path.substr(2))
                                : fs::path(path);
}

bool is_document_directory(const fs::path& output) {
  std::error_code ignored;
  return !output.empty() && (!output.has_filename() || fs::is_directory(output, ignored));
}

TransferReport export_documents(SessionSource& source, const std::vector<std::string>& ids,
                                std::string_view format, const fs::path& output) {
  const auto started = std::chrono::steady_clock::now();
  TransferReport report;
  report.from = source.location();
  SessionTally tally;
  if (is_document_directory(output)) {
    report.to = output.string();
    write_all(source, ids, format, output, report, tally);
  } else if (output.empty() || output == "-") {
    report.to = "standard output";
    interop::Output out(STDOUT_FILENO, report.to);
    write_document(source, ids.front(), format, out, report);
    tally.note(ids.front(), SessionOutcome::written);
  } else {
    report.to = output.string();
    interop::OutputFile file(output);
    write_document(source, ids.front(), format, file.output(), report);
    file.commit();
    tally.note(ids.front(), SessionOutcome::written);
  }
  tally.count(report);
  report.seconds =
      std::chrono::duration<double>(std::chrono::steady_clock::now() - started).count();
  return report;
}

}  // namespace sessionstore::cli
