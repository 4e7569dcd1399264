#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace sessionstore {

/// The one of `known` that a typist of `name` most likely meant; none where all are far away.
std::optional<std::string> nearest_name(std::string_view name, std::span<const std::string> known);

/// A hint: the nearest name where there is one, and all the known ones.
std::string suggest_name(std::string_view name, std::span<const std::string> known);

}  // namespace sessionstore
