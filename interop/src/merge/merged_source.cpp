#include "merged_source.h"

#include <fmt/format.h>
#include <sessionstore/error.h>
#include <sessionstore/overview.h>

#include <algorithm>
#include <iterator>
#include <map>
#include <optional>
#include <set>
#include <utility>

#include "census.h"
#include "choice.h"
#include "merging_visitor.h"
#include "opencode_shapes/ids.h"

namespace sessionstore::interop {
namespace {

void merge_project(std::map<std::string, Project>& projects, Project project) {
  const auto [found, added] = projects.try_emplace(project.id, project);
  if (added) return;
  Project& merged = found->second;
  std::set<std::string> aliases(merged.aliases.begin(), merged.aliases.end());
  for (std::string& alias : project.aliases) {
    if (aliases.insert(alias).second) merged.aliases.push_back(std::move(alias));
  }
  std::set<std::pair<std::string, std::string>> records;
  for (const Record& record : merged.records) records.emplace(record.kind, record.key);
  for (Record& record : project.records) {
    if (records.emplace(record.kind, record.key).second) {
      merged.records.push_back(std::move(record));
    }
  }
}

class MergedSource final : public SessionSource, public OverviewSource {
 public:
  MergedSource(std::vector<MergedPlace> places, std::string location, MergeRemarks remarks)
      : places_(std::move(places)), location_(std::move(location)), remarks_(std::move(remarks)) {}

  [[nodiscard]] std::string location() const override { return location_; }

  Inventory inventory() override {
    sessions_.clear();
    Inventory merged;
    merged.skipped = remarks_.skipped;
    merged.notes = remarks_.notes;
    unread_ = remarks_.skipped;
    failures_.clear();
    std::map<std::string, Project> projects;
    std::map<std::string, std::vector<std::size_t>> holders;
    for (std::size_t place = 0; place < places_.size(); ++place) {
      Inventory one = inventory_of(places_[place], merged.skipped);
      for (Project& project : one.projects) merge_project(projects, std::move(project));
      for (SessionEntry& entry : one.sessions) holders[entry.id].push_back(place);
      std::ranges::move(one.skipped, std::back_inserter(merged.skipped));
      std::ranges::move(one.notes, std::back_inserter(merged.notes));
    }
    if (failures_.size() == places_.size()) throw nothing_read(failures_.front(), unread_);
    for (const auto& [id, where] : holders) choose(id, where, merged);
    for (auto& [id, project] : projects) merged.projects.push_back(std::move(project));
    for (const auto& [id, chosen] : sessions_) merged.sessions.push_back({id, {}});
    return merged;
  }

  Overview overview() override {
    if (is_simple()) {
      Overview overview = overview_of(*places_.front().source);
      overview.skipped = remarks_.skipped;
      return overview;
    }
    Overview overview;
    overview.projects = inventory().projects;
    overview.skipped = unread_;
    std::vector<std::map<std::string, Session, std::less<>>> heads(places_.size());
    for (const auto& [id, chosen] : sessions_) {
      const std::size_t place = chosen.head.value_or(chosen.place);
      auto& known = heads[place];
      if (known.empty()) {
        for (Session& session : overview_of(*places_[place].source).sessions) {
          known.emplace(session.id, std::move(session));
        }
      }
      const auto found = known.find(chosen.id);
      if (found == known.end()) continue;
      Session session = found->second;
      overview.sessions.push_back(
          chosen.fork ? forked(std::move(session), fork_of(id, places_[chosen.place].name))
                      : std::move(session));
    }
    return overview;
  }

  SessionSummary summary(std::string_view id) override {
    if (is_simple()) return summary_of(*places_.front().source, id);
    const auto& [known, chosen] = chosen_for(id);
    MergedPlace& place = places_[chosen.place];
    SessionSummary summary = summary_of(*place.source, chosen.id);
    if (chosen.fork)
      summary.session = forked(std::move(summary.session), fork_of(known, place.name));
    if (chosen.head) {
      Session head = summary_of(*places_[*chosen.head].source, chosen.id).session;
      head.message_count = summary.session.message_count;
      head.input_tokens = summary.session.input_tokens;
      head.output_tokens = summary.session.output_tokens;
      head.cost = summary.session.cost;
      summary.session = std::move(head);
    }
    return summary;
  }

  void read_session(std::string_view id, SessionVisitor& visitor) override {
    if (is_simple() && sessions_.empty()) {
      places_.front().source->read_session(id, visitor);
      return;
    }
    const auto& [known, chosen] = chosen_for(id);
    MergedPlace& place = places_[chosen.place];
    if (chosen.fork) {
      ForkingVisitor forking(visitor, fork_of(known, place.name));
      place.source->read_session(chosen.id, forking);
    } else if (chosen.others.empty()) {
      place.source->read_session(chosen.id, visitor);
    } else {
      read_merged(chosen, visitor);
    }
  }

 private:
  /// Whether it is but another name for its one place.
  [[nodiscard]] bool is_simple() const { return places_.size() == 1; }

  const std::pair<const std::string, Chosen>& chosen_for(std::string_view id) {
    if (sessions_.empty()) inventory();
    const auto found = sessions_.find(id);
    if (found == sessions_.end()) {
      throw Error(ErrorCode::not_found,
                  fmt::format("no session {} in {}", printable(id), location_));
    }
    return *found;
  }

  /// Whatever is wrong with a place must not hide the others.
  Inventory inventory_of(MergedPlace& place, std::vector<Skipped>& skipped) {
    try {
      return place.source->inventory();
    } catch (const Error& error) {
      if (error.code() == ErrorCode::interrupted) throw;
      skipped.push_back({place.name, error.what()});
      unread_.push_back(skipped.back());
      failures_.push_back(error);
      return {};
    }
  }

  void choose(const std::string& id, const std::vector<std::size_t>& where, Inventory& merged) {
    if (where.size() == 1) {
      sessions_[id] = {where.front(), id, false, {}, {}};
      return;
    }
    std::vector<Copy> copies;
    for (const std::size_t place : where) {
      try {
        copies.push_back({place, take_census(*places_[place].source, id)});
      } catch (const Error& error) {
        if (error.code() == ErrorCode::interrupted) throw;
        merged.skipped.push_back(
            {fmt::format("{}, session {}", places_[place].name, id), error.what()});
      }
    }
    if (!copies.empty()) choose_copy(id, std::move(copies), places_, sessions_, merged.notes);
  }

  void read_merged(const Chosen& chosen, SessionVisitor& visitor) {
    Census taken = take_census(*places_[chosen.place].source, chosen.id);
    std::optional<Session> head;
    if (chosen.head) head = take_census(*places_[*chosen.head].source, chosen.id).session;
    CopyCollector others(std::move(taken));
    for (const std::size_t other : chosen.others) {
      others.begin_place(places_[other].name);
      places_[other].source->read_session(chosen.id, others);
    }
    RecordAddingVisitor adding(visitor, std::move(others).take(), std::move(head));
    places_[chosen.place].source->read_session(chosen.id, adding);
    adding.finish();
  }

  std::vector<MergedPlace> places_;
  std::string location_;
  MergeRemarks remarks_;
  // Of places, when they were last looked at.
  std::vector<Skipped> unread_;
  std::vector<Error> failures_;
  Choices sessions_;
};

}  // namespace

Error nothing_read(const Error& first, const std::vector<Skipped>& failed) {
  if (failed.size() <= 1) return first;
  constexpr std::size_t kMostNamed = 12;
  std::string all = "none of its places can be read:";
  for (std::size_t at = 0; at < failed.size() && at < kMostNamed; ++at) {
    all += fmt::format("{} {}: {}", at == 0 ? "" : ";", failed[at].source, failed[at].reason);
  }
  if (failed.size() > kMostNamed) all += fmt::format("; and {} more", failed.size() - kMostNamed);
  return {first.code(), all, first.hint(), first.native_code()};
}

std::unique_ptr<SessionSource> merge_sources(std::vector<MergedPlace> places, std::string location,
                                             MergeRemarks remarks) {
  return std::make_unique<MergedSource>(std::move(places), std::move(location), std::move(remarks));
}

}  // namespace sessionstore::interop
