#include "census.h"

#include <algorithm>
#include <utility>

namespace sessionstore::interop {
namespace {

class CensusTaker final : public SessionVisitor {
 public:
  void on_session(Session session) override { census.session = std::move(session); }
  void on_message(Message message) override {
    message_ = std::move(message.id);
    census.rows.emplace(message_, message.data.hash());
  }
  void on_part(Part part) override {
    census.rows.emplace(message_ + '/' + part.id, part.data.hash());
  }
  void on_record(Record /*record*/) override {}

  Census census;

 private:
  std::string message_;
};

}  // namespace

Census take_census(SessionSource& source, std::string_view id) {
  CensusTaker taker;
  source.read_session(id, taker);
  return std::move(taker.census);
}

bool has_all_of(const Census& whole, const Census& part) {
  return whole.rows.size() >= part.rows.size() &&
         std::ranges::includes(whole.rows, part.rows, {},
                               &std::pair<const std::string, Digest>::first,
                               &std::pair<const std::string, Digest>::first);
}

bool is_later(const Census& a, const Census& b) {
  const bool a_has_all = has_all_of(a, b);
  const bool b_has_all = has_all_of(b, a);
  if (a_has_all != b_has_all) return a_has_all;
  return a.session.updated > b.session.updated;
}

}  // namespace sessionstore::interop
