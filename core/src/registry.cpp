#include <sessionstore/error.h>
#include <sessionstore/nearest_name.h>
#include <sessionstore/provider.h>

#include <algorithm>

namespace sessionstore {

void ProviderRegistry::add(std::unique_ptr<Provider> provider) {
  for (const auto& known : providers_) {
    if (known->name() == provider->name()) {
      throw Error(ErrorCode::already_exists,
                  "there is a provider named '" + std::string(provider->name()) + "' already");
    }
    for (const std::string& scheme : provider->location_schemes()) {
      const auto taken = known->location_schemes();
      if (std::find(taken.begin(), taken.end(), scheme) != taken.end()) {
        throw Error(ErrorCode::already_exists, "provider '" + std::string(known->name()) +
                                                   "' has the location scheme '" + scheme +
                                                   "' already");
      }
    }
  }
  const auto place = std::find_if(providers_.begin(), providers_.end(), [&](const auto& known) {
    return known->name() > provider->name();
  });
  providers_.insert(place, std::move(provider));
}

const Provider& ProviderRegistry::get(std::string_view name) const {
  std::vector<std::string> names;
  for (const auto& provider : providers_) {
    if (provider->name() == name) return *provider;
    names.emplace_back(provider->name());
  }
  throw Error(ErrorCode::invalid_argument,
              "there is no session provider '" + std::string(name) + "'",
              suggest_name(name, names));
}

const Provider* ProviderRegistry::for_location(std::string_view location) const {
  const std::string_view scheme = location.substr(0, location.find(':'));
  if (scheme.size() == location.size()) return nullptr;
  for (const auto& provider : providers_) {
    const auto schemes = provider->location_schemes();
    if (std::find(schemes.begin(), schemes.end(), scheme) != schemes.end()) return provider.get();
  }
  return nullptr;
}

std::vector<const Provider*> ProviderRegistry::all() const {
  std::vector<const Provider*> all;
  for (const auto& provider : providers_) all.push_back(provider.get());
  return all;
}

}  // namespace sessionstore
