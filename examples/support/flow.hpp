// SPDX-License-Identifier: MIT
#pragma once

/// @file
/// The name of a flow in the records.

#include <string>
#include <string_view>

#include <fmt/format.h>
#include <asio/ip/address.hpp>

namespace support {

/// "1.2.3.4", "[2001:db8::1]"; an IPv4 address that an IPv6 socket shows as ::ffff:1.2.3.4 is "1.2.3.4".
[[nodiscard]] inline std::string text_of(const asio::ip::address& address) {
    if (address.is_v4()) return address.to_string();
    const asio::ip::address_v6 wide = address.to_v6();
    if (!wide.is_v4_mapped()) return fmt::format("[{}]", wide.to_string());
    return asio::ip::make_address_v4(asio::ip::v4_mapped, wide).to_string();
}

/// "tcp 1.2.3.4:5>6.7.8.9:10"
template <class Endpoint>
[[nodiscard]] std::string flow_of(std::string_view transport, const Endpoint& from, const Endpoint& to) {
    return fmt::format("{} {}:{}>{}:{}", transport, text_of(from.address()), from.port(), text_of(to.address()),
                       to.port());
}

}  // namespace support
