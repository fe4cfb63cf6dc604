// SPDX-License-Identifier: MIT
#pragma once

/// @file
/// Receives UDP datagrams.

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <utility>

#include <asio.hpp>
#include <trackwire/core/bytes.hpp>

namespace support {

/// Hands each datagram to `take(const udp::endpoint& from, bytes_view datagram)`.
template <class Take>
class datagrams {
public:
    /// Throws std::system_error when nobody can listen there.
    datagrams(asio::io_context& context, const asio::ip::udp::endpoint& here, Take take)
        : socket_(context, here), take_(std::move(take)) {
        socket_.non_blocking(true);
    }

    void receive() {
        socket_.async_receive_from(asio::buffer(bytes_), from_, [this](asio::error_code failed, std::size_t size) {
            if (failed == asio::error::operation_aborted) return;
            if (!failed) take_(from_, trackwire::bytes_view(bytes_.data(), size));
            receive();
        });
    }
    /// Does not wait: a datagram for which there is no room is lost, as it may be on its way.
    void send(const asio::ip::udp::endpoint& to, std::string_view bytes) {
        asio::error_code lost;
        (void)socket_.send_to(asio::buffer(bytes.data(), bytes.size()), to, 0, lost);
    }
    void close() {
        asio::error_code ignored;
        (void)socket_.close(ignored);
    }

private:
    asio::ip::udp::socket socket_;
    Take take_;
    asio::ip::udp::endpoint from_;
    std::array<std::uint8_t, 65536> bytes_{};
};

}  // namespace support
