#pragma once

#include <sessionstore/conformance/rows.h>

/// The rows that the conformance suite uses are those of all tests.
namespace sessionstore::tests {

using conformance::make_message;
using conformance::make_part;
using conformance::make_record;
using conformance::make_session;
using conformance::make_turn;
using conformance::put_sample;
using conformance::text_of;
using conformance::text_part;

}  // namespace sessionstore::tests
