#include "entry.h"

#include <fmt/format.h>
#include <sessionstore/nearest_name.h>

#include <algorithm>
#include <optional>

#include "key_value.h"
#include "keys.h"

namespace sessionstore::config {
namespace {

constexpr std::string_view kSection = "sessionProvider";

class Walker {
 public:
  Walker(const SourceFile& file, const std::filesystem::path& home) : file_(file), home_(home) {}

  FileEntries take() { return std::move(found_); }

  void root(const Node& root) {
    for (const Member& member : root.members) {
      if (member.key == kSection) {
        refuse_twice(root, member, "");
        providers(object(member, std::string(kSection)));
      } else if (member.key == "data") {
        refuse_twice(root, member, "");
        data(object(member, "data"));
      } else {
        refuse_misspelt(member, "", {"data", std::string(kSection)});
      }
    }
  }

 private:
  // Other programs' keys are none of our business, but a `sessionprovider` or `session_provider` is
  // meant for us, and to pass over it would mean another provider than the one asked for.
  void refuse_misspelt(const Member& member, const std::string& parent,
                       const std::vector<std::string>& known) const {
    for (const std::string& name : known) {
      if (folded(name) == folded(member.key)) throw unknown_key(file_, member, parent, known);
    }
  }

  static std::string folded(std::string_view key) {
    std::string letters;
    for (const char c : key) {
      if (c != '-' && c != '_') letters += c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c;
    }
    return letters;
  }

  const Node& object(const Member& member, const std::string& key) const {
    if (member.value.kind == Node::Kind::object) return member.value;
    throw file_.error(member.value.offset, key,
                      fmt::format("must be an object, not {}", member.value.kind_name()));
  }

  // Of two equal keys one would silently lose.
  void refuse_twice(const Node& parent, const Member& member, const std::string& prefix) const {
    const auto first = std::find_if(parent.members.begin(), parent.members.end(),
                                    [&](const Member& other) { return other.key == member.key; });
    if (&*first == &member) return;
    throw file_.error(member.key_offset, prefix + printable(member.key),
                      fmt::format("stands here a second time (first in line {})",
                                  position_of(file_.text, first->key_offset).line),
                      "remove one of them");
  }

  void leaf(const Member& member, const KeySpec& spec) {
    Entry& entry = found_.entries[std::string(spec.key)];
    entry.value = value_of(file_, spec, member.value, home_);
    entry.origin = file_.line(member.key_offset);
    entry.place = file_.place(member.key_offset);
    entry.from_working_directory = file_.from_working_directory;
  }

  void data(const Node& section) {
    for (const Member& member : section.members) {
      if (const KeySpec* spec = find_key("data." + member.key)) {
        refuse_twice(section, member, "data.");
        leaf(member, *spec);
      } else {
        refuse_misspelt(member, "data", names_under("data"));
      }
    }
  }

  void providers(const Node& section) {
    for (const Member& member : section.members) {
      const std::string key = fmt::format("{}.{}", kSection, member.key);
      refuse_twice(section, member, std::string(kSection) + ".");
      const bool dotted = member.key.find('.') != std::string::npos;
      if (const KeySpec* spec = find_key(key); spec != nullptr && !dotted) {
        leaf(member, *spec);
      } else if (!names_under(key).empty()) {
        provider(object(member, key), key);
      } else {
        found_.foreign.push_back(member);
      }
    }
  }

  void provider(const Node& section, const std::string& key) {
    for (const Member& member : section.members) {
      refuse_twice(section, member, key + ".");
      const KeySpec* spec = find_key(fmt::format("{}.{}", key, member.key));
      if (spec == nullptr) throw unknown_key(file_, member, key, names_under(key));
      leaf(member, *spec);
    }
  }

  const SourceFile& file_;
  const std::filesystem::path& home_;
  FileEntries found_;
};

}  // namespace

FileEntries entries_of(const SourceFile& file, const Node& root,
                       const std::filesystem::path& home) {
  Walker walker(file, home);
  walker.root(root);
  return walker.take();
}

Entries foreign_entries(const SourceFile& file, const Member& section) {
  const std::string key = fmt::format("{}.{}", kSection, section.key);
  if (section.value.kind != Node::Kind::object) {
    throw file.error(section.value.offset, key,
                     fmt::format("must be an object, not {}", section.value.kind_name()));
  }
  Entries entries;
  for (const Member& member : section.value.members) {
    const std::string name = fmt::format("{}.{}", key, printable(member.key));
    const Node::Kind kind = member.value.kind;
    if (kind == Node::Kind::null || kind == Node::Kind::array || kind == Node::Kind::object) {
      throw file.error(
          member.value.offset, name,
          fmt::format("must be a string, a number or a boolean, not {}", member.value.kind_name()));
    }
    const bool added =
        entries
            .try_emplace(fmt::format("{}.{}", key, member.key),
                         Entry{member.value.text, file.line(member.key_offset),
                               file.place(member.key_offset), file.from_working_directory})
            .second;
    if (!added) throw file.error(member.key_offset, name, "stands here a second time");
  }
  return entries;
}

Error unknown_key(const SourceFile& file, const Member& member, const std::string& parent,
                  const std::vector<std::string>& known) {
  std::optional<std::string> meant = nearest_name(member.key, known);
  if (!meant) {
    // Perhaps the right name at the wrong level.
    for (const KeySpec& spec : known_keys()) {
      if (!parent.empty() && last_name(spec.key) == member.key) meant = spec.key;
    }
  }
  const std::string key =
      parent.empty() ? printable(member.key) : fmt::format("{}.{}", parent, printable(member.key));
  return file.error(member.key_offset, key,
                    meant ? fmt::format("unknown key; did you mean '{}'?", *meant) : "unknown key",
                    suggest_name(printable(member.key), known));
}

bool is_provider_name(std::string_view name) {
  return !name.empty() && name.size() <= 64 && std::all_of(name.begin(), name.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
  });
}

}  // namespace sessionstore::config
