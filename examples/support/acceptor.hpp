// SPDX-License-Identifier: MIT
#pragma once

/// @file
/// Accepts TCP connections.

#include <chrono>
#include <utility>

#include <asio.hpp>

namespace support {

/// Hands each new socket to `Welcome`. When none can be had, because there are no descriptors left, it waits a second.
template <class Welcome>
class acceptor {
public:
    /// Throws std::system_error when nobody can listen there.
    acceptor(asio::io_context& context, const asio::ip::tcp::endpoint& here, Welcome welcome)
        : acceptor_(context, here), pause_(context), welcome_(std::move(welcome)) {}

    void accept() {
        acceptor_.async_accept([this](asio::error_code failed, asio::ip::tcp::socket socket) {
            if (!acceptor_.is_open()) return;
            if (!failed) {
                welcome_(std::move(socket));
                return accept();
            }
            pause_.expires_after(std::chrono::seconds(1));
            pause_.async_wait([this](asio::error_code cancelled) {
                if (!cancelled && acceptor_.is_open()) accept();
            });
        });
    }
    void close() {
        asio::error_code ignored;
        (void)acceptor_.close(ignored);
        pause_.cancel();
    }
    [[nodiscard]] asio::ip::tcp::endpoint here() const { return acceptor_.local_endpoint(); }

private:
    asio::ip::tcp::acceptor acceptor_;
    asio::steady_timer pause_;
    Welcome welcome_;
};

}  // namespace support
