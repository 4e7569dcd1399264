#include <sessionstore/config/dsn.h>
#include <sessionstore/config/server_list.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "private_entries.h"

namespace sessionstore::config {
namespace {

using Json = nlohmann::json;

constexpr std::string_view kServers = "servers";

// A print that is none would only be called a changed certificate later.
std::optional<AcceptedServer> read(const Json& said) {
  if (!said.is_object() || !said.contains("server") || !said["server"].is_string() ||
      !said.contains("sha256") || !said["sha256"].is_string()) {
    return std::nullopt;
  }
  const auto print = parse_fingerprint(said["sha256"].get<std::string>());
  if (!print) return std::nullopt;
  AcceptedServer accepted{said["server"], *print};
  if (said.contains("since") && said["since"].is_number_integer()) accepted.since = said["since"];
  return accepted;
}

}  // namespace

ServerList::ServerList(std::filesystem::path home) : home_(std::move(home)) {}

std::optional<AcceptedServer> ServerList::find(std::string_view server) const {
  auto accepted = read(PrivateEntries(home_, kServers).find(server));
  return accepted && accepted->server == server ? accepted : std::nullopt;
}

std::vector<AcceptedServer> ServerList::all() const {
  std::vector<AcceptedServer> servers;
  for (const Json& entry : PrivateEntries(home_, kServers).all()) {
    if (auto accepted = read(entry)) servers.push_back(std::move(*accepted));
  }
  std::ranges::sort(servers, {}, &AcceptedServer::server);
  return servers;
}

void ServerList::add(const AcceptedServer& accepted) const {
  PrivateEntries(home_, kServers)
      .put(accepted.server,
           {{"server", accepted.server}, {"sha256", accepted.sha256}, {"since", accepted.since}});
}

bool ServerList::remove(std::string_view server) const {
  return PrivateEntries(home_, kServers).remove(server);
}

}  // namespace sessionstore::config
