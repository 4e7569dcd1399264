#include "sync/judge.h"

#include <catch2/catch.hpp>

namespace sessionstore::sync_detail {
namespace {

RowHashes rows(std::initializer_list<std::pair<std::string, std::string>> texts) {
  RowHashes hashes;
  for (const auto& [key, text] : texts) hashes.emplace(key, sha256(text));
  return hashes;
}

const auto kNeverTheSame = [](const RowKey&) { return false; };

/// Both sides keep rows as they come.
Judgement judge_plain(const RowHashes& base, const RowHashes& local, const RowHashes& remote) {
  return judge({base, base, local, remote, remote}, kNeverTheSame);
}

using KeySet = std::set<RowKey>;

TEST_CASE("what one side alone changed goes over") {
  const RowHashes base = rows({{"m1", "a"}, {"p1", "b"}, {"r1", "c"}});
  const RowHashes local = rows({{"m1", "a"}, {"p1", "B"}, {"r1", "c"}, {"m2", "new"}});
  const Judgement pushed = judge_plain(base, local, base);
  CHECK(pushed.to_remote == KeySet{"p1", "m2"});
  CHECK(pushed.to_local.empty());
  CHECK(pushed.divergence.empty());
  const Judgement pulled = judge_plain(base, base, local);
  CHECK(pulled.to_local == KeySet{"p1", "m2"});
  CHECK(pulled.to_remote.empty());
}

TEST_CASE("a row that one side removed goes from the other") {
  const RowHashes base = rows({{"m1", "a"}, {"m2", "b"}});
  CHECK(judge_plain(base, rows({{"m1", "a"}}), base).to_remote == KeySet{"m2"});
}

TEST_CASE("the same change on both sides is none") {
  const RowHashes base = rows({{"m1", "a"}});
  const RowHashes both = rows({{"m1", "A"}, {"m2", "b"}});
  const Judgement judgement = judge_plain(base, both, both);
  CHECK(judgement.to_remote.empty());
  CHECK(judgement.to_local.empty());
  CHECK(judgement.divergence.empty());
}

TEST_CASE("two continuations, two texts of a row and a removal under a continuation diverge") {
  const RowHashes base = rows({{"m1", "a"}, {"m2", "b"}});
  const RowHashes with_3 = rows({{"m1", "a"}, {"m2", "b"}, {"m3", "c"}});
  const RowHashes with_4 = rows({{"m1", "a"}, {"m2", "b"}, {"m4", "d"}});
  CHECK(judge_plain(base, with_3, with_4).divergence == "both sides went on with it");
  CHECK(judge_plain(base, rows({{"m1", "x"}, {"m2", "b"}}), rows({{"m1", "y"}, {"m2", "b"}}))
            .divergence == "both sides changed message 1");
  CHECK(judge_plain(base, rows({{"m1", "a"}}), with_3).divergence ==
        "one side removed messages while the other went on");
}

TEST_CASE("rows that mean the same are no difference") {
  const RowHashes base = rows({{"m1", "a"}});
  const Judgement judgement =
      judge({base, base, rows({{"m1", "x"}}), rows({{"m1", "y"}}), rows({{"m1", "y"}})},
            [](const RowKey& key) { return key == "m1"; });
  CHECK(judgement.divergence.empty());
  CHECK(judgement.to_local.empty());
}

TEST_CASE("what the local side keeps in its own way is no change of it") {
  // The remote's row "a" is kept as "A" here; a record has no place here at all.
  const RowHashes remote = rows({{"m1", "a"}, {"r1", "todo"}});
  const RowHashes kept = rows({{"m1", "A"}});
  const Judgement judgement = judge({kept, remote, kept, remote, kept}, kNeverTheSame);
  CHECK(judgement.to_remote.empty());
  CHECK(judgement.to_local.empty());
  const Judgement first_meeting = judge({{}, {}, kept, remote, kept}, kNeverTheSame);
  CHECK(first_meeting.to_remote.empty());
  CHECK(first_meeting.to_local.empty());
}

TEST_CASE("a record that both changed is contested and splits nothing") {
  const RowHashes base = rows({{"r1", "a"}});
  const Judgement judgement = judge_plain(base, rows({{"r1", "x"}}), rows({{"r1", "y"}}));
  CHECK(judgement.contested == KeySet{"r1"});
  CHECK(judgement.divergence.empty());
}

}  // namespace
}  // namespace sessionstore::sync_detail
