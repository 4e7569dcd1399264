#include "sync/compose.h"

#include <algorithm>
#include <iterator>
#include <optional>
#include <span>
#include <utility>

namespace sessionstore::sync_detail {
namespace {

/// A row with those that stand below it: a message with its parts.
struct Group {
  LineRow head;
  std::vector<LineRow> below;
};

struct Groups {
  std::vector<Group> messages;
  std::vector<LineRow> records;
};

Groups grouped(const Line& line) {
  Groups groups;
  for (const LineRow& row : line.rows) {
    if (kind_of(row.key) == kMessage) groups.messages.push_back({row, {}});
    if (kind_of(row.key) == kPart) groups.messages.back().below.push_back(row);
    if (kind_of(row.key) == kRecord) groups.records.push_back(row);
  }
  return groups;
}

const RowKey& key_of(const LineRow& row) { return row.key; }
const RowKey& key_of(const Group& group) { return group.head.key; }

/// Where `key` stands in `items`; looked for from `from` on first, where it is if both sides have
/// one order.
template <typename Item>
auto find_key(std::vector<Item>& items, typename std::vector<Item>::iterator from,
              const RowKey& key) {
  const auto is_it = [&](const Item& item) { return key_of(item) == key; };
  const auto found = std::find_if(from, items.end(), is_it);
  return found != items.end() ? found : std::find_if(items.begin(), from, is_it);
}

/// Puts what both have into the order of `source`: rows come with its times, by which an agent's
/// database orders them.
void take_order(std::vector<Group>& target, const std::vector<Group>& source) {
  std::map<RowKey, std::size_t> places;
  for (const Group& group : source) places.emplace(group.head.key, places.size());
  std::vector<Group> common;
  for (const Group& group : target) {
    if (places.contains(group.head.key)) common.push_back(group);
  }
  std::ranges::sort(common, {}, [&](const Group& group) { return places.at(group.head.key); });
  auto next = common.begin();
  for (Group& group : target) {
    if (places.contains(group.head.key)) group = std::move(*next++);
  }
}

/// Removes from `target` what is taken and not in `source`, and adds what is taken and only there,
/// each behind what it stands behind in `source`.
template <typename Item>
void take_presence(std::vector<Item>& target, Target side, const std::vector<Item>& source,
                   const std::set<RowKey>& taken) {
  std::set<RowKey> there;
  for (const Item& item : source) there.insert(key_of(item));
  std::erase_if(target, [&](const Item& item) {
    return taken.contains(key_of(item)) && !there.contains(key_of(item));
  });
  std::set<RowKey> here;
  for (const Item& item : target) here.insert(key_of(item));
  auto place = target.begin();
  for (const Item& item : source) {
    if (here.contains(key_of(item))) {
      place = std::next(find_key(target, place, key_of(item)));
    } else if (taken.contains(key_of(item))) {
      while (side == Target::remote && place != target.end() && !there.contains(key_of(*place))) {
        ++place;
      }
      place = std::next(target.insert(place, item));
    }
  }
}

bool is_sorted_by_key(std::span<const LineRow> rows) {
  return std::ranges::is_sorted(rows, {}, &LineRow::key);
}

void merge_rows(std::vector<LineRow>& target, Target side, const std::vector<LineRow>& source,
                const std::set<RowKey>& taken) {
  // Agents show parts in the order of their ids: where both sides keep to it, so does the result.
  const bool sorted = is_sorted_by_key(target) && is_sorted_by_key(source);
  take_presence(target, side, source, taken);
  if (sorted) std::ranges::sort(target, {}, &LineRow::key);
}

}  // namespace

std::vector<ComposedRow> compose(const Line& target, Target side, const Line& source,
                                 const std::set<RowKey>& taken) {
  Groups result = grouped(target);
  const Groups from = grouped(source);
  if (side == Target::local) take_order(result.messages, from.messages);
  take_presence(result.messages, side, from.messages, taken);
  std::map<RowKey, const Group*> groups;
  for (const Group& group : from.messages) groups.emplace(group.head.key, &group);
  for (Group& group : result.messages) {
    const auto found = groups.find(group.head.key);
    if (found != groups.end()) merge_rows(group.below, side, found->second->below, taken);
  }
  merge_rows(result.records, side, from.records, taken);

  const RowHashes there = source.hashes();
  std::vector<ComposedRow> rows;
  const auto add = [&](const LineRow& row) {
    const auto found = there.find(row.key);
    const bool is_there = found != there.end();
    if (is_there && (taken.contains(row.key) || found->second == row.hash)) {
      rows.push_back({row.key, found->second, true});
    } else {
      rows.push_back({row.key, row.hash, false});
    }
  };
  for (const Group& group : result.messages) {
    add(group.head);
    for (const LineRow& part : group.below) add(part);
  }
  for (const LineRow& record : result.records) add(record);
  return rows;
}

}  // namespace sessionstore::sync_detail
