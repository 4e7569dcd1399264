#include "store/group.h"

namespace sessionstore::conformance {

void StoreGroup::with_store(std::string_view rule, void (*check)(SessionStore&)) {
  checks_.push_back({name_, rule, [check](const NewStorePlace& new_place) {
                       const auto place = new_place();
                       check(*place->open());
                     }});
}

void StoreGroup::with_place(std::string_view rule, void (*check)(StorePlace&)) {
  checks_.push_back(
      {name_, rule, [check](const NewStorePlace& new_place) { check(*new_place()); }});
}

void StoreGroup::with_two(std::string_view rule, void (*check)(SessionStore&, SessionStore&)) {
  checks_.push_back({name_, rule, [check](const NewStorePlace& new_place) {
                       const auto one = new_place();
                       const auto other = new_place();
                       check(*one->open(), *other->open());
                     }});
}

}  // namespace sessionstore::conformance
