#pragma once

#include <sessionstore/conformance/faulty_connection.h>
#include <sessionstore/conformance/place.h>

#include <memory>

namespace sessionstore::conformance {

/// A store in `place`, which has its schema already and outlives it, over connections that fail as
/// `plan` says.
std::unique_ptr<SessionStore> open_faulty_store(SqlPlace& place,
                                                const std::shared_ptr<FaultPlan>& plan);

}  // namespace sessionstore::conformance
