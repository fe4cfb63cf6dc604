// SPDX-License-Identifier: MIT
#pragma once

/// @file
/// What strangers may cost a server.

#include <chrono>
#include <cstddef>

#include <CLI/CLI.hpp>

namespace support {

struct limits {
    std::size_t peers = 1000;
    unsigned idle_seconds = 600;
    std::size_t bytes = 65536;

    [[nodiscard]] std::chrono::seconds idle() const { return std::chrono::seconds(idle_seconds); }

    void declare(CLI::App& app) {
        app.add_option("--max-peers", peers, "TCP connections, and UDP sessions, at a time")->capture_default_str();
        app.add_option("--idle", idle_seconds, "Seconds of silence after which a peer is forgotten")
            ->capture_default_str();
        app.add_option("--max-bytes", bytes, "A connection is closed after so many bytes without a good message")
            ->capture_default_str();
    }
};

}  // namespace support
